"""The tables as spreadsheets: written out, and read back as a draft.

reading (bytes -> a sheet of texts) -> columns, rows (a sheet -> rows of a table) -> comparison (rows against what is in
force) -> preview (kept on this server until it is confirmed).
"""
