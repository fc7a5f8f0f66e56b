"""What pages say, as values."""
