"""What visitors of the scorecard may ask."""
