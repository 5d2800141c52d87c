"""The grid of a food filled from elsewhere, for its editor to look at: a pasted label, a similar food. Nothing is saved
by it; what was typed elsewhere on the page stays as it was typed."""

from desk.admin.filling.grid import Filling, filling_of

__all__ = ["Filling", "filling_of"]
