"""Commands of the scorecard."""
