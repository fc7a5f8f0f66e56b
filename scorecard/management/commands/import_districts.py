"""manage.py import_districts FILE.geojson --chamber house: where the districts lie, for the map."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from scorecard import boundaries
from scorecard.errors import ScorecardError, Unreadable
from scorecard.models import Chamber
from scorecard.places.polygons import LARGEST_FILE

REFUSED = 2


class Command(BaseCommand):
    help = "Load the boundaries of a chamber's districts, or take them off."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument("--chamber", required=True, choices=Chamber.values)
        parser.add_argument("--remove", action="store_true", help="take the boundaries off")

    def handle(self, *args: Any, **options: Any) -> None:
        chamber, file = Chamber(options["chamber"]), options["file"]
        if options["remove"] == bool(file):
            raise CommandError("Name a file, or --remove, and not both.", returncode=REFUSED)
        try:
            self.stdout.write(_load(file, chamber) if file else _remove(chamber))
        except OSError as fault:
            raise CommandError(f"{file} cannot be read.", returncode=REFUSED) from fault
        except ScorecardError as fault:
            raise CommandError(str(fault), returncode=REFUSED) from fault


def _load(file: Path, chamber: Chamber) -> str:
    if file.stat().st_size > LARGEST_FILE:
        raise Unreadable(f"The file is larger than {LARGEST_FILE // 1024**2} MB.")
    loaded = boundaries.load(file.read_bytes(), chamber=chamber)
    return f"{loaded.districts} districts of the {chamber.label}, {loaded.changed} changed."


def _remove(chamber: Chamber) -> str:
    removed = boundaries.remove(chamber=chamber)
    return f"The boundaries of {removed} districts of the {chamber.label} are off."
