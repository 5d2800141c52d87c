"""A person's own foods and supplements, from a label or without a value."""
