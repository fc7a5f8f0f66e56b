"""Elections: real ones of the past, as facts with their source, and two that are invented."""

import csv
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction

from endorsements.models import Election, ElectionKind

FACTS = Path(__file__).with_name("elections.csv")
DAYS_TO_PRIMARY, DAYS_TO_GENERAL = 70, 126
TUESDAY = 1


def facts() -> list[dict[str, str]]:
    with FACTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load() -> Mapping[str, int]:
    """Store the real ones, unless they are stored.

    Returns:
        Ids by what sources call them; specials and elections that they leave open are not there.
    """
    stored = dict(Election.objects.values_list("slug", "pk"))
    by_name: dict[str, int] = {}
    for fact in facts():
        called, slug, follows = fact.pop("called"), fact["slug"], fact.pop("follows")
        if slug not in stored:
            stored[slug] = Election.objects.create(**fact, follows_id=stored.get(follows)).pk
        by_name[called] = stored[slug]
    return by_name


@transaction.atomic
def invented(today: date) -> Election:
    """The primary for which the demo's rounds are; a general election follows it."""
    primary = _invented("primary", ElectionKind.PRIMARY, _tuesday(today, DAYS_TO_PRIMARY))
    day = _tuesday(primary.day, DAYS_TO_GENERAL - DAYS_TO_PRIMARY)
    _invented("election", ElectionKind.GENERAL, day, follows=primary)
    return primary


def _invented(
    name: str, kind: ElectionKind, day: date, *, follows: Election | None = None
) -> Election:
    row, _ = Election.objects.get_or_create(
        slug=f"demonstration-{name}",
        defaults={
            "name": f"Demonstration {name}",
            "kind": kind,
            "day": day,
            "follows": follows,
            "is_demo": True,
        },
    )
    return row


def _tuesday(after: date, days: int) -> date:
    day = after + timedelta(days=days)
    return day + timedelta(days=(TUESDAY - day.weekday()) % 7)
