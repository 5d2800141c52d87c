"""SQLite backend whose writers queue fairly; see base.py."""
