"""The report outside its page: as text, JSON and CSV, and by mail."""
