"""What the commands that print a table have in common."""

import csv
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from scorecard.models import Session
from scorecard.records import SessionRecord
from scorecard.tables import TABLES


class TableCommand(BaseCommand):
    """Prints one of `TABLES`, named by `table`."""

    table: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--session", type=int, required=True, help="its first year")
        parser.add_argument(
            "--as-site", action="store_true", help="the numbers as the present site shows them"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        session = Session.objects.select_related("rules").filter(first_year=options["session"])
        if not session:
            raise CommandError(f"There is no session that began in {options['session']}.")
        columns, rows = TABLES[self.table]
        writer = csv.DictWriter(self.stdout, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows(SessionRecord(session[0]), options["as_site"]))
