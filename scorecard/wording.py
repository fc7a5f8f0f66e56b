"""Descriptions that staff write here: shown instead of the sheet's own, and kept by imports."""

from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from members import audit
from members.models import User
from scorecard.errors import DescribedMeanwhile
from scorecard.models import BillVersion, ScoredItem, Session

Described = ScoredItem | BillVersion


def mark_of(text: str) -> str:
    """By which a form says what text it was opened with, whatever browsers make of line ends."""
    return sha256(" ".join(text.split()).encode()).hexdigest()


@transaction.atomic
def describe(one: Described, text: str, *, replaces: str, by: User | None) -> None:
    """Say in our own words what was voted on; an empty text shows the sheet's again.

    Args:
        replaces: the mark of the text that whoever writes has seen.

    Raises:
        DescribedMeanwhile: another text was written since.
    """
    stored = type(one).objects.select_for_update().get(pk=one.pk)
    if mark_of(stored.own_description) != replaces:
        raise DescribedMeanwhile(
            "Somebody else described this while you wrote. Nothing was kept: please put both "
            "texts together, and keep that."
        )
    if stored.own_description == text.strip():
        return
    stored.own_description = text.strip()
    stored.save(update_fields=["own_description"])
    Session.objects.filter(pk=one.session_id).update(changed_at=timezone.now())
    audit.record("scorecard.described", by=by, of=one, text=text.strip())
