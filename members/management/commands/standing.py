"""manage.py standing EMAIL [--on DATE] [--round ADDRESS]: is this person in good standing, and why?

With a round also: is this person on its roll, and if not, why not.
"""

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError
from django.db.models.functions import Coalesce
from django.utils import timezone

from members import panels
from members.models import Member
from members.standing import standing_of


class Command(BaseCommand):
    help = "Print whether a member is in good standing on a date, with the reason."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="an address of the member")
        parser.add_argument(
            "--on", type=date.fromisoformat, help="a day as in 2026-03-14; today without it"
        )

        parser.add_argument("--round", help="last part of a round's address: say of its roll, too")

    def handle(self, *args: Any, **options: Any) -> None:
        email, day = options["email"].strip().lower(), options["on"] or timezone.localdate()
        rows = Member.objects.filter(addresses__email=email)
        members = Member.objects.filter(pk__in=rows.values(person=Coalesce("merged_into", "pk")))
        if not members:
            raise CommandError(f"No member has the address {email}.")
        if len(members) > 1:
            self.stdout.write(f"{len(members)} members have the address {email}.")
        for member in members:
            standing = standing_of(member, on=day)
            answer = "in good standing" if standing.is_good else "not in good standing"
            self.stdout.write(f"{member}: {answer} on {day:%-d %B %Y}. {standing.reason}")
            for roll_answer in panels.roll_answers if options["round"] else ():
                self.stdout.write(self._of_round(roll_answer, options["round"], member))

    def _of_round(
        self, roll_answer: Callable[[str, Member], str], slug: str, member: Member
    ) -> str:
        try:
            return roll_answer(slug, member)
        except ObjectDoesNotExist:
            raise CommandError(f"No round has the address {slug}.") from None
