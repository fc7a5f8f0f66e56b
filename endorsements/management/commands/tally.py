"""manage.py tally: count contests in the open format `tally-1`; needs no site, only the file.

`manage.py` runs it without settings, database or servers.
"""

import json
import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from endorsements.tally.interchange import MalformedContest, parse, read_contest, result_of

STANDARD_INPUT = "-"
EXIT_MALFORMED = 2


class Command(BaseCommand):
    help = (
        "Count a contest in the format tally-1 and print the result as JSON. Exit status 0; 2 with "
        "a message if FILE is malformed or cannot be read. With - as FILE, read one contest per "
        "line from standard input and answer each with one line at once, a malformed one with "
        '{"error": ...}; the exit status, when the input closes, is 2 if any line was malformed.'
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="a JSON file, or - for standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["file"] == STANDARD_INPUT:
                self.answer_lines()
            else:
                self.answer_file(Path(options["file"]))
        except BrokenPipeError:
            # Nobody reads any more. Python would try once more, on its way out, and complain.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)

    def answer_file(self, path: Path) -> None:
        try:
            result = counted(path.read_bytes())
        except OSError as error:
            raise CommandError(
                f"{path} cannot be read: {error.strerror}.", returncode=EXIT_MALFORMED
            ) from error
        except MalformedContest as malformed:
            raise CommandError(f"{path}: {malformed}", returncode=EXIT_MALFORMED) from malformed
        self.stdout.write(json.dumps(result, indent=2))
        self.stdout.flush()

    def answer_lines(self) -> None:
        malformed = 0
        for line in sys.stdin.buffer:
            try:
                answer = counted(line)
            except MalformedContest as error:
                malformed += 1
                answer = {"error": str(error)}
            self.stdout.write(json.dumps(answer))
            self.stdout.flush()
        if malformed:
            lines = "1 line was" if malformed == 1 else f"{malformed} lines were"
            raise CommandError(f"{lines} malformed.", returncode=EXIT_MALFORMED)


def counted(text: bytes) -> dict[str, Any]:
    """The result of a contest given as JSON.

    Raises:
        MalformedContest: it is none, or too large for this machine.
    """
    try:
        return result_of(read_contest(parse(text)))
    except MemoryError as error:
        raise MalformedContest("There is not enough memory to count this.") from error
