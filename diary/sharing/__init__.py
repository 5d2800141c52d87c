"""Letting somebody else read reports: by a link, or by name; every opening noted, everything can be taken back."""
