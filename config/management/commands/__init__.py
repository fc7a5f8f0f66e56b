"""See `manage.py help`."""
