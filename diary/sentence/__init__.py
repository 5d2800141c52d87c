"""A meal in words -> phrases: how much of what. Pure: it knows no database, and its words are a table of a language."""
