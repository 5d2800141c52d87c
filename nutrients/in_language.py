"""Words that stand in the tables, in the language of the page: names, life stages, what the evidence says."""

from django.utils.translation import pgettext


def in_language(text: str) -> str:
    """A text of a table as the catalogue of the language gives it; as the table gives it where there is none yet."""
    return pgettext("table", text) if text else ""
