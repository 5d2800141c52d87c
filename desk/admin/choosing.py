"""A group chosen from those that match what is typed."""

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect

DIGITS = 18  # of the largest number a row can have


class NumberedSelect(AutocompleteSelect):
    """Of a form that was sent with something else than a number, nothing is looked up: the field itself refuses it."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> list:
        numbers = [text for text in value if (told := str(text)).isascii() and told.isdecimal() and len(told) <= DIGITS]
        found: list = super().optgroups(name, numbers, attr)
        return found


class ChoosesGroup:
    """For the admin of a row that names a group."""

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "group":
            kwargs["widget"] = NumberedSelect(db_field, self.admin_site)  # type: ignore[attr-defined]  # of ModelAdmin
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]  # of ModelAdmin
