"""manage.py export_rollcalls --session 2021 [--as-site]: CSV on standard output."""

from scorecard.tables.command import TableCommand


class Command(TableCommand):
    help = "Scored items with the yes and no votes of a session, as CSV."
    table = "rollcalls"
