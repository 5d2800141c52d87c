"""Backups: made while people write, tried after each, kept for some weeks, and put back."""
