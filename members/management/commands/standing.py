"""manage.py standing EMAIL [--on DATE]: is this person in good standing, and why?"""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from members.models import Member
from members.standing import standing_of


class Command(BaseCommand):
    help = "Print whether a member is in good standing on a date, with the reason."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="an address of the member")
        parser.add_argument(
            "--on", type=date.fromisoformat, help="a day as in 2026-03-14; today without it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        email, day = options["email"].strip().lower(), options["on"] or timezone.localdate()
        members = Member.objects.filter(addresses__email=email)
        if not members:
            raise CommandError(f"No member has the address {email}.")
        for member in members:
            standing = standing_of(member, on=day)
            answer = "in good standing" if standing.is_good else "not in good standing"
            self.stdout.write(f"{member}: {answer} on {day:%-d %B %Y}. {standing.reason}")
