"""How legislators voted: the organisation's scorecard."""
