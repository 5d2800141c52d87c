"""Work in the background: what runs when, once, with retries."""
