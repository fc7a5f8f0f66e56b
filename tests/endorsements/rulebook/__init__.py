"""The rulebook: what its tables and examples say, worked out by hand here."""
