"""Endorsements from before this system, as facts with their source: nothing here was counted.

The number in the last column is that of the scorecard's facts. It stands where the source names
office and district, and for Gordon, Livingstone, Lewis, Feeney and Vargas, whose district the
source leaves out, by who came to hold such a seat after that election, as is generally known.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

from django.db import transaction

from endorsements.demo import elections
from endorsements.models import PastEndorsement
from scorecard.models import LegislatorNumber

FACTS = Path(__file__).with_name("past_endorsements.csv")
NOBODY: Mapping[str, int] = {}


def facts(
    people: Mapping[str, int] = NOBODY, held: Mapping[str, int] = NOBODY
) -> list[PastEndorsement]:
    """One per person and election, not stored. What a source does not say is empty.

    Args:
        people: ids of legislators by their number.
        held: ids of elections by what the source calls them.
    """
    with FACTS.open(encoding="utf-8", newline="") as file:
        return [_fact(row, people, held) for row in csv.DictReader(file)]


def _fact(
    row: dict[str, str], people: Mapping[str, int], held: Mapping[str, int]
) -> PastEndorsement:
    known, at = people.get(row.pop("legislator")), held.get(row["election"])
    linked = {"year": int(row["year"]), "legislator_id": known, "at_election_id": at}
    return PastEndorsement(**row | linked)


@transaction.atomic
def load() -> None:
    """Store them, unless some are stored: what staff have changed since is left alone."""
    if not PastEndorsement.objects.exists():
        held = elections.load()
        people = dict(LegislatorNumber.objects.values_list("number", "legislator_id"))
        PastEndorsement.objects.bulk_create(facts(people, held))
