"""Candidates' photos: hung, replaced, taken down. What nobody shows any more is not kept."""

from hashlib import sha256

from django.db import transaction

from endorsements.models import BallotWording, Candidate, Photo
from members import audit
from members.models import User

DIGITS = 16


def keep(small: bytes) -> Photo:
    """Store a picture that was made small (`scorecard.photos`); the same one is stored once."""
    digest = sha256(small).hexdigest()[:DIGITS]
    return Photo.objects.get_or_create(digest=digest, defaults={"content": small})[0]


@transaction.atomic
def hang(candidate_id: int, photo: Photo | None, *, by: User | None) -> Candidate:
    """Show this photo of a candidate, or the initials; the same one again changes nothing."""
    candidate = Candidate.objects.select_for_update(of=("self",)).get(pk=candidate_id)
    before, now = candidate.photo_id or "", photo.pk if photo else ""
    if before == now:
        return candidate
    candidate.photo = photo
    candidate.save(update_fields=["photo"])
    action = "candidate.photo_hung" if photo else "candidate.photo_taken_down"
    audit.record(action, by=by, of=candidate, before=before, now=now)
    forget_unused()
    return candidate


def forget_unused() -> None:
    """Delete photos that no candidate shows and none has sent us."""
    shown = Candidate.objects.exclude(photo=None).values("photo")
    sent = BallotWording.objects.exclude(photo=None).values("photo")
    Photo.objects.exclude(pk__in=shown).exclude(pk__in=sent).delete()
