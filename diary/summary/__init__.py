"""The report of a week on paper: a page for a clinician with an appendix, to print or as a PDF."""
