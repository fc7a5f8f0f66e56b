"""Schema of the scorecard app."""
