"""Closing a day: what is easily forgotten, and how the day felt."""
