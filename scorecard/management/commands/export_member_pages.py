"""manage.py export_member_pages --session 2021 [--as-site]: CSV on standard output."""

from scorecard.tables.command import TableCommand


class Command(TableCommand):
    help = "What the pages of today's members show of a session, as CSV."
    table = "member_pages"
