"""Endorsements from before this system, as facts with their source: nothing here was counted."""

import csv
from pathlib import Path

from django.db import transaction

from endorsements.models import PastEndorsement

FACTS = Path(__file__).with_name("past_endorsements.csv")


def facts() -> list[PastEndorsement]:
    """One per person and election, not stored. What a source does not say is empty."""
    with FACTS.open(encoding="utf-8", newline="") as file:
        return [PastEndorsement(**row | {"year": int(row["year"])}) for row in csv.DictReader(file)]


@transaction.atomic
def load() -> None:
    """Store them, unless some are stored: what staff have changed since is left alone."""
    if not PastEndorsement.objects.exists():
        PastEndorsement.objects.bulk_create(facts())
