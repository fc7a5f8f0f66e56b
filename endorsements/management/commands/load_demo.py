"""manage.py load_demo: a living demo organisation; a second run changes nothing."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from endorsements.demo import finishing, logins
from endorsements.demo.loading import load
from endorsements.demo.seed import DEFAULT_SEED
from endorsements.errors import EndorsementError


class Command(BaseCommand):
    help = "Load the demo organisation and print whom to log in as. Only where DEMO is set."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--seed", type=int, default=DEFAULT_SEED, help="the same seed invents the same people"
        )
        end = parser.add_mutually_exclusive_group()
        end.add_argument(
            "--wait", action="store_true", help="return once a worker has certified the past round"
        )
        end.add_argument(
            "--finish", action="store_true", help="do the worker's steps here, where none runs"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("DEMO is not set: invented members have no place here.")
        try:
            voting_round = load(options["seed"])
            if options["finish"]:
                finishing.finish(voting_round.pk)
            elif options["wait"]:
                finishing.wait(voting_round.pk)
        except (EndorsementError, finishing.NotCertified) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(logins.as_text())
