"""What answers when the place where everything is kept is full (507) or cannot be reached or written (503)."""
