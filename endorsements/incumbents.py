"""The card of a candidate who sits or sat in the legislature: their score beside the medians.

It says the same to everybody: nothing of a voter or a mark comes near it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Max

from endorsements.models import Candidate
from scorecard.models import Legislator, Session
from scorecard.pages.history import Histories, Record


@dataclass(frozen=True)
class Card:
    """A candidate's latest record; None for somebody without a vote in a published session."""

    name: str
    legislator: Legislator
    record: Record | None


def cards_of(candidates: Iterable[Candidate]) -> dict[str, list[Card]]:
    """By the key of the contest, in the ballot's order; none are asked for where nobody is linked.

    Args:
        candidates: with their contests and legislators.
    """
    linked = [one for one in candidates if one.legislator_id]
    if not linked:
        return {}
    histories = _histories(*_stamp())
    cards: dict[str, list[Card]] = defaultdict(list)
    for one in linked:
        if one.legislator:
            record = next(iter(histories.of(one.legislator.pk)), None)
            cards[one.contest.key].append(Card(one.name, one.legislator, record))
    return cards


def _stamp() -> tuple[int, object]:
    """Changes whenever sessions or seats do: see `scorecard.freshness`."""
    found = Session.objects.published().aggregate(number=Count("pk"), changed=Max("changed_at"))
    return found["number"], found["changed"]


@lru_cache(maxsize=1)
def _histories(number: int, changed: object) -> Histories:
    """Kept as long as it says the same: on the last evening the ballot is opened often."""
    return Histories()
