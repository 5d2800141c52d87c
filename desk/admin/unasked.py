"""Forms of a page that comes back as it was typed, before anybody asked whether it is right."""

from typing import Any

from django.forms.utils import ErrorDict

from desk.admin.edits import Edit


class Unasked:
    """For a form: while the page is only filled in it refuses nothing, and is not valid, so that nothing is tried."""

    edit: Edit | None

    def full_clean(self: Any) -> None:
        if self.edit and self.edit.is_filling:
            self._errors = ErrorDict()
            self.cleaned_data: dict[str, Any] = {}
        else:
            super().full_clean()  # type: ignore[misc]  # a mixin of forms

    def is_valid(self: Any) -> bool:
        is_filling = self.edit is not None and self.edit.is_filling
        return not is_filling and super().is_valid()  # type: ignore[misc]  # the same
