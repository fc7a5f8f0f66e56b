"""The read-only API: what is public, as JSON, with a description that programs read."""
