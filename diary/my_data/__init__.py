"""Everything a person has here as one file, and such a file taken in again.

shape (what the file is) <- tables (which rows are in it) <- writing; reading -> planning -> taking_in.
"""
