"""manage.py import_legislators FILE.json --chamber house [--as-of DAY]: who holds which seat."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from scorecard import legislators
from scorecard.errors import ScorecardError
from scorecard.models import Chamber

REFUSED = 2


class Command(BaseCommand):
    help = "Bring the seats of a chamber up to a list of its members."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--chamber", required=True, choices=Chamber.values)
        parser.add_argument(
            "--as-of", type=date.fromisoformat, help="the day of the list; empty for the first one"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            people = legislators.read_list(options["file"].read_bytes())
        except OSError as fault:
            raise CommandError(f"{options['file']} cannot be read.", returncode=REFUSED) from fault
        except ScorecardError as fault:
            raise CommandError(str(fault), returncode=REFUSED) from fault
        chamber = Chamber(options["chamber"])
        seating = legislators.seat(people, chamber=chamber, as_of=options["as_of"])
        for word in ("new", "moved", "changed", "left"):
            for name in getattr(seating, word):
                self.stdout.write(f"{word}: {name}")
        self.stdout.write(
            f"New {len(seating.new)}, moved {len(seating.moved)}, changed {len(seating.changed)}, "
            f"left {len(seating.left)}, unchanged {seating.unchanged}."
        )
