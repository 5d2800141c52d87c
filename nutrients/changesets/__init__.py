"""Changes of the tables: drafted, published, taken back. Whoever changes a table goes by here, and is remembered."""
