"""Programs that measure. None of them is a test: what they print depends on the machine."""
