"""What the file is: a zip with one JSON object a line in each table, and how much of one is read."""

FORMAT = "gutcheck-my-data"
VERSION = 1  # a file that can no longer be read as this one gets the next number and its own reader

ABOUT, ACCOUNT, README = "about.json", "account.json", "README.txt"
FOODS = "foods.jsonl"
ENTRIES_CSV, REPORTS_CSV = "entries.csv", "kept-reports.csv"
FOR_PEOPLE = frozenset({README, ENTRIES_CSV, REPORTS_CSV})  # never read again

# Ten years with fifteen foods a day and every week kept make 35 MB, 62 MB unpacked: kept reports are two thirds of it.
MOST_PACKED = 48_000_000  # bytes; settings.MAX_UPLOAD_AT lets as much in
MOST_UNPACKED = 80_000_000  # bytes, counted while they are read
MOST_IN_REPORTS = 1_000_000_000  # bytes that kept reports unpack to; the same ten years make 340 MB
MOST_MEMBERS = 100
LONGEST_LINE = 2 * 1024 * 1024  # bytes; a kept report is one line
LONGEST_NUMBER = 20  # digits of a whole number: more than any column holds


class Refused(Exception):
    """A file that is not taken in; the text says why, in words for the person, and nothing was changed."""
