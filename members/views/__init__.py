"""Pages for people with a log-in."""
