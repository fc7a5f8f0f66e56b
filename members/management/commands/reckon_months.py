"""manage.py reckon_months: count the members of all months anew, as the ledger is today.

Needed after files with payments of long ago; the latest months are counted every night anyway.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from members import months


class Command(BaseCommand):
    help = "Count the members of all months anew, from the ledger as it is today."

    def handle(self, *args: Any, **options: Any) -> None:
        shown = months.whole_months(timezone.localdate())
        months.reckon(shown)
        self.stdout.write(f"{len(shown)} months counted.")
