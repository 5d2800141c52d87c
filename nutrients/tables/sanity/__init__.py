"""What every way into the tables is asked: form, spreadsheet, upgrade, command. Errors block, warnings want a reason.

The errors are those of the files (nutrients.tables.checks); the warnings compare values with each other, with their
category, and with what they were. What is unknown never gives a warning, and never counts as 0.
"""

from collections.abc import Iterable

from nutrients.tables.recorded import Rows
from nutrients.tables.sanity.around import Around, Change
from nutrients.tables.sanity.finding import Finding
from nutrients.tables.sanity.makeup import makeup_findings
from nutrients.tables.sanity.provenance import SAME_SOURCE, keeps_source, kept_sources, provenance_findings
from nutrients.tables.sanity.rows import errors
from nutrients.tables.sanity.slips import slip_findings
from nutrients.tables.sanity.sources import source_findings
from nutrients.tables.sanity.sums import sums
from nutrients.tables.sanity.unusual import unusual_findings

__all__ = ["SAME_SOURCE", "Finding", "findings", "keeps_source", "kept_sources", "sums"]


def findings(rows_after: Rows, differences: Iterable[Change]) -> list[Finding]:
    """What is wrong (errors) or seldom right (warnings) with the differences; errors first, one a cell and check.

    rows_after: rows as they will be, as many as are at hand; what else a food or a table holds is read from the
    database. A few queries, however many differences; one more for each category of foods met the first time since
    the tables changed.
    """
    around = Around(rows_after, list(differences))
    found = list(errors(around))
    for check in (makeup_findings, slip_findings, unusual_findings, source_findings, provenance_findings):
        found.extend(check(around))
    told: dict[tuple, Finding] = {}
    for one in sorted(found, key=lambda finding: not finding.is_error):
        told.setdefault((one.table, one.key, one.column, one.code), one)
    return list(told.values())
