"""What the checks say against a set of changes: errors stop it, warnings want a reason."""

from dataclasses import dataclass

from desk.drafts.words import row_name, table_name
from nutrients.changesets.rows import key_of
from nutrients.models import ChangeSet
from nutrients.tables.recorded import RowDifference
from nutrients.tables.sanity import SAME_SOURCE, Finding, findings


@dataclass(frozen=True, slots=True)
class Checks:
    """of: which row each finding is of, as people call it."""

    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    labels: dict[tuple[str, tuple[str, ...]], str]

    @property
    def told(self) -> list[tuple[Finding, str]]:
        """Errors first, each with the row it is of."""
        return [
            (finding, row_name(self.labels.get((finding.table, finding.key), "")) or table_name(finding.table))
            for finding in (*self.errors, *self.warnings)
        ]


def checks_of(changeset: ChangeSet) -> Checks:
    """Of what is to be published of it; nothing for what is published or withdrawn."""
    if changeset.state not in {ChangeSet.State.DRAFT, ChangeSet.State.REVIEW}:
        return Checks((), (), {})
    differences = [
        RowDifference(row.table, key_of(row.key), row.label, row.before, row.after)
        for row in changeset.rows.filter(is_left_out=False)
    ]
    rows_after = {change.row: change.after for change in differences if change.after is not None}
    found = findings(rows_after, differences)
    if changeset.origin == ChangeSet.Origin.ROLLBACK:  # what comes back says again what its source said of it
        found = [finding for finding in found if finding.code != SAME_SOURCE]
    return Checks(
        tuple(finding for finding in found if finding.is_error),
        tuple(finding for finding in found if not finding.is_error),
        {difference.row: difference.label for difference in differences},
    )
