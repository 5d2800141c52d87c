"""The text of a nutrition label as amounts per 100: pure, and in the words of words.csv.

Text -> tokens -> lines of columns -> amounts in the nutrients' units. What cannot be read with certainty is told, with
why, and never guessed.
"""

from nutrients.tables.labels.reading import Label, Unread, Why, read_label

__all__ = ["Label", "Unread", "Why", "read_label"]
