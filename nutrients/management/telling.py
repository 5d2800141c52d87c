"""How the table commands tell long lists."""

from collections.abc import Sequence

from nutrients.tables.sanity import Finding

SHOWN = 50


def listed(outcome: str, things: Sequence[object], where: str = "", what: str = "problem") -> str:
    """A first line with the count, then a line each, up to fifty."""
    lines = [str(thing) for thing in things[:SHOWN]]
    if len(things) > SHOWN:
        lines.append(f"and {len(things) - SHOWN} more")
    count = f"1 {what}" if len(things) == 1 else f"{len(things)} {what}s"
    return "\n".join([f"{outcome}: {count}{where}.", *lines])


def told(finding: Finding) -> str:
    place = " ".join(part for part in (finding.table, *finding.key) if part)
    column = f"{finding.column}: " if finding.column else ""
    return f"{finding.severity}: {place}: {column}{finding.text}"
