"""manage.py export_scores --session 2021 [--as-site]: CSV on standard output."""

from scorecard.tables.command import TableCommand


class Command(TableCommand):
    help = "Scores, one line for each row of the votes sheets of a session, as CSV."
    table = "scores"
