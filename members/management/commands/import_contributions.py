"""manage.py import_contributions --source SOURCE FILE [--apply]: a file onto the ledger.

Without --apply nothing is stored. Exits with 1 when lines were refused, with 2 when the file
cannot be read at all.
"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from members import imports
from members.errors import Unreadable
from members.feeds import READERS
from members.models import Import

SOME_REFUSED, UNREADABLE = 1, 2
COUNTS = ["new", "unchanged", "changed", "refused"]


class Command(BaseCommand):
    help = "Show what a file of payments or people would change; with --apply, change it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, choices=sorted(READERS))
        parser.add_argument("--apply", action="store_true", help="write it, not only count")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        command = imports.apply_at_once if options["apply"] else imports.try_out
        try:
            done = command(
                source=options["source"],
                file_name=path.name,
                content=path.read_bytes(),
                listener=self._tell if self.stderr.isatty() else None,
            )
        except OSError as fault:
            raise CommandError(f"{path}: {fault.strerror}", returncode=UNREADABLE) from fault
        except Unreadable as refusal:
            raise CommandError(f"{path}: {refusal}", returncode=UNREADABLE) from refusal
        self._report(done, is_applied=options["apply"])
        if done.refusals:
            sys.exit(SOME_REFUSED)

    def _tell(self, done: int, of: int) -> None:
        end = "\n" if done == of else "\r"
        self.stderr.write(f"line {done:,} of about {of:,}", ending=end)

    def _report(self, done: Import, *, is_applied: bool) -> None:
        for line, reason in done.refusals:
            self.stdout.write(f"line {line}: {reason}")
        for name in COUNTS:
            self.stdout.write(f"{name}: {done.counts[name]}")
        if done.counts["foreign"]:
            self.stdout.write(f"of other recipients: {done.counts['foreign']}")
        self.stdout.write(f"gain good standing: {done.counts['gained']}")
        self.stdout.write(f"lose good standing: {done.counts['lost']}")
        if is_applied:
            self.stdout.write(f"Applied as import {done.pk}.")
        else:
            self.stdout.write("Nothing was stored. Add --apply to write it.")
