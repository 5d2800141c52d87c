"""The box of the day page: the words as read, what the person chose, and what the page shows of it."""
