"""Closed weeks: a report kept as it was shown, read again later, and set beside the one of today."""
