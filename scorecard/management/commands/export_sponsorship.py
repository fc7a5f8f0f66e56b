"""manage.py export_sponsorship --session 2021 [--as-site]: CSV on standard output."""

from scorecard.tables.command import TableCommand


class Command(TableCommand):
    help = "Who cosponsored how many tracked bills of a session, as CSV."
    table = "sponsorship"
