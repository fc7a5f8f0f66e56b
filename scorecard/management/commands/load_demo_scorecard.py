"""manage.py load_demo_scorecard: three real sessions, facts only; quick when they are there."""

from typing import Any

from django.core.management.base import BaseCommand

from scorecard.demo import loading


class Command(BaseCommand):
    help = "Load the three sessions of the demo's scorecard."

    def handle(self, *args: Any, **options: Any) -> None:
        loading.load()
