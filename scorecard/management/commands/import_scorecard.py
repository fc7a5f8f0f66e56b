"""manage.py import_scorecard FILE --session 2019 [--apply]: a workbook into a session.

Without --apply nothing of the session is stored. FILE is a workbook (.xlsx), a .zip of the six
sheets as CSV, or a folder of them. Exits with 1 when people are still to be reconciled, with 2
when the file cannot be read or applied.
"""

import io
import sys
import zipfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from scorecard import imports
from scorecard.beginnings import session_of
from scorecard.errors import ScorecardError

SOME_OPEN, REFUSED = 1, 2


class Command(BaseCommand):
    help = "Show what a workbook would change in a session; with --apply, change it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--session", type=int, required=True, help="its first year")
        parser.add_argument("--apply", action="store_true", help="write it, not only compare")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            content = archive_of(path) if path.is_dir() else path.read_bytes()
        except OSError as fault:
            raise CommandError(f"{path} cannot be read.", returncode=REFUSED) from fault
        try:
            session = session_of(options["session"])
            kept = imports.receive(session, file_name=path.name, content=content, by=None)
            if options["apply"]:
                report = imports.apply(kept.pk, by=None)
            else:
                report = imports.preview(kept.pk)
        except ScorecardError as fault:
            raise CommandError(str(fault), returncode=REFUSED) from fault
        if refusal := report.get("refusal"):
            raise CommandError(refusal, returncode=REFUSED)
        self._print(report)
        if report["questions"]:
            sys.exit(SOME_OPEN)

    def _print(self, report: dict[str, Any]) -> None:
        for odd in report["oddities"]:
            place = f"{odd['sheet']} {odd['cell']}".strip()
            self.stdout.write(f"{place}: {odd['kind']}: {odd['found']}; {odd['made_of_it']}")
        for open_ in report["questions"]:
            place = f"{open_['sheet']} {open_['place']}"
            self.stdout.write(f"{place}: who is {open_['name']}? {open_['question']}")
        counts = report["counts"]
        self.stdout.write(
            f"Changed: {counts['items']} scored items, {counts['people']} rows of votes, "
            f"{counts['bills']} tracked bills. Odd: {counts['oddities']}. "
            f"To be reconciled: {counts['questions']}."
        )


def archive_of(folder: Path) -> bytes:
    """The CSV files of a folder as one archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.glob("*.csv")):
            archive.write(file, file.name)
    return content.getvalue()
