"""Counting, pure: selections in, numbers and an outcome out. No clock, no storage, no chance."""
