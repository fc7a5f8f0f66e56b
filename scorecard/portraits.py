"""A legislator's photo: taken up, replaced, taken off. Small ones alone are kept."""

from hashlib import sha256

from django.db import transaction

from members import audit
from members.models import User
from scorecard.models import Legislator, Portrait, Session
from scorecard.photos import made_small

DIGITS = 16


@transaction.atomic
def hang(legislator_id: int, content: bytes, *, by: User | None) -> Legislator:
    """Show this photo of a legislator; the same one again changes nothing.

    Raises:
        NoPhoto: it is no picture that may be shown.
    """
    small = made_small(content)
    digest = sha256(small).hexdigest()[:DIGITS]
    legislator = Legislator.objects.select_for_update().get(pk=legislator_id)
    if legislator.photo_digest == digest:
        return legislator
    Portrait.objects.update_or_create(legislator=legislator, defaults={"content": small})
    return _noted(legislator, digest, "scorecard.photo_hung", by)


@transaction.atomic
def take_down(legislator_id: int, *, by: User | None) -> Legislator:
    """Show the initials again."""
    legislator = Legislator.objects.select_for_update().get(pk=legislator_id)
    if not legislator.photo_digest:
        return legislator
    Portrait.objects.filter(legislator=legislator).delete()
    return _noted(legislator, "", "scorecard.photo_taken_down", by)


def _noted(legislator: Legislator, digest: str, action: str, by: User | None) -> Legislator:
    before, legislator.photo_digest = legislator.photo_digest, digest
    legislator.save(update_fields=["photo_digest"])
    audit.record(action, by=by, of=legislator, before=before, now=digest)
    Session.objects.touch()
    return legislator
