"""manage.py export_medians --session 2021 [--as-site]: CSV on standard output."""

from scorecard.tables.command import TableCommand


class Command(TableCommand):
    help = "Medians by chamber and group of a session, as CSV."
    table = "medians"
