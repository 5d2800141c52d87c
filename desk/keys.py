"""A row of a table in an address: history/values/900/ZN/ is zinc of food 900."""

from django.urls import register_converter

Key = tuple[str, ...]


class RowKeyConverter:
    """<row:key>: the key's cells, one after the other. A slash within a cell is written ~1, a tilde ~0 (RFC 6901)."""

    regex = r".+"

    def to_python(self, value: str) -> Key:
        return tuple(cell.replace("~1", "/").replace("~0", "~") for cell in value.split("/"))

    def to_url(self, value: Key | str | int) -> str:
        cells = value if isinstance(value, tuple | list) else (str(value),)
        return "/".join(cell.replace("~", "~0").replace("/", "~1") for cell in cells)


register_converter(RowKeyConverter, "row")
