"""manage.py reset_second_factor EMAIL: the way back in when nobody of the staff can help."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from members import lost_factors
from members.errors import MembersError
from members.models import User


class Command(BaseCommand):
    help = "Take away app, passkeys and recovery codes of a login; its owner is told by mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument(
            "--reason", default="At the server: the owner lost it.", help="kept in the trail"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        user = User.objects.owner_of(email)
        if user is None:
            raise CommandError(f"There is no login with the address {email}.")
        try:
            lost_factors.reset(user.pk, by=None, reason=options["reason"])
        except MembersError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{email} has no second factor any more and is logged out everywhere. The next log-in "
            "sets up a new one where it is needed."
        )
