"""manage.py export_cosponsored_bills --session 2021 [--as-site]: CSV on standard output."""

from scorecard.tables.command import TableCommand


class Command(TableCommand):
    help = "Tracked bills with the number of cosponsors of a session, as CSV."
    table = "cosponsored_bills"
