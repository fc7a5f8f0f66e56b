"""How legislators voted. Nothing here yet: see `apps.py`."""
