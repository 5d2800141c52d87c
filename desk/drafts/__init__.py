"""Sets of changes as an editor reads them: which row, which cell, before and after, in words."""
