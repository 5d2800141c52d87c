"""What the desk keeps for itself: counts, files on their way to a draft, foods told apart. No row says who ate what."""

from desk.models.count import Count
from desk.models.different import DifferentFoods
from desk.models.imported import ImportedFile

__all__ = ["Count", "DifferentFoods", "ImportedFile"]
