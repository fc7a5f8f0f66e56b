"""Which party people belonged to in a chamber, for tables by party."""

from collections.abc import Iterable
from datetime import date

from scorecard.models import Service

UNKNOWN = "Party not listed"


def parties_of(people: Iterable[int], chamber: str, on: date | None) -> dict[int, str]:
    """By legislator: of a seat held in the chamber on the day, else of any seat they held.

    In one query. Seats without dates hold on every day.
    """
    rows = Service.objects.filter(legislator__in=list(people)).exclude(party="")
    best: dict[int, tuple[tuple[bool, bool], str]] = {}
    for row in rows.order_by("pk"):
        rank = (row.chamber == chamber, on is not None and _held_on(row, on))
        if row.legislator_id not in best or rank >= best[row.legislator_id][0]:
            best[row.legislator_id] = (rank, row.party)
    return {person: party for person, (_, party) in best.items()}


def _held_on(row: Service, day: date) -> bool:
    began, ended = row.began_on or date.min, row.ended_on or date.max
    return began <= day <= ended
