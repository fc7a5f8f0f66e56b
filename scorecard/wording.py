"""Descriptions that staff write here: shown instead of the sheet's own, and kept by imports."""

from django.db import transaction
from django.utils import timezone

from members import audit
from members.models import User
from scorecard.models import BillVersion, ScoredItem, Session


@transaction.atomic
def describe(one: ScoredItem | BillVersion, text: str, *, by: User | None) -> None:
    """Say in our own words what was voted on; an empty text shows the sheet's again."""
    type(one).objects.filter(pk=one.pk).update(own_description=text.strip())
    Session.objects.filter(pk=one.session_id).update(changed_at=timezone.now())
    audit.record("scorecard.described", by=by, of=one, text=text.strip())
