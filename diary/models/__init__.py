"""Who ate what, when, in their own words or by the portion; how the day felt; and who else may read of it."""

from diary.models.check_in import CheckIn
from diary.models.day import Day, Meal
from diary.models.entry import LATELY, MAX_GRAMS, MAX_UNITS, Assumed, EatenRow, Entry, EntryQuerySet, ListedRow
from diary.models.planned import PlannedFood
from diary.models.saved import Helping, SavedFood, SavedMeal
from diary.models.saved_report import SavedReport
from diary.models.sentence import MAX_SENTENCE, Sentence, TaughtPhrase
from diary.models.sharing import Reader, Reading, ShareLink
from diary.models.submission import Submission

__all__ = [
    "LATELY", "MAX_GRAMS", "MAX_SENTENCE", "MAX_UNITS", "Assumed", "CheckIn", "Day", "EatenRow", "Entry",
    "EntryQuerySet", "Helping", "ListedRow", "Meal", "PlannedFood", "Reader", "Reading", "SavedFood", "SavedMeal",
    "SavedReport", "Sentence", "ShareLink", "Submission", "TaughtPhrase",
]  # fmt: skip
