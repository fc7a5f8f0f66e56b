"""Schema of the members app."""
