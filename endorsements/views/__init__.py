"""Public pages and the voter's path. Views parse, call one command, and say what happened."""
