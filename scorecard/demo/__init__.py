"""The demo of the scorecard: three real sessions, facts only."""
