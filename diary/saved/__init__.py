"""Meals and recipes under a name, and helpings of them."""
