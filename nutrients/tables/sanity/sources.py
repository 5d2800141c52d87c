"""A food group that counts as a source of a nutrient, and holds no food: it can never be eaten."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from nutrients.tables.definitions import GROUP_SHARES, NUTRIENT_SOURCES
from nutrients.tables.sanity.around import Around
from nutrients.tables.sanity.finding import Finding


def source_findings(around: Around) -> Iterator[Finding]:
    said: set[str] = set()
    for change in around.changes:
        group = change.key[1] if change.table in {NUTRIENT_SOURCES.name, GROUP_SHARES.name} else ""
        comes = change.table == NUTRIENT_SOURCES.name and change.after is not None
        goes = change.table == GROUP_SHARES.name and change.after is None
        if group in said or not (comes or (goes and around.is_source(group))) or around.foods_in(group):
            continue
        said.add(group)
        text = _(
            "No food counts for the group %(group)s, so nobody's log can ever show this source; give foods a share in"
            " it, or take the source out."
        ) % {"group": group}
        yield Finding("warning", change.table, change.key, "group" if comes else "", text, "group_without_foods")
