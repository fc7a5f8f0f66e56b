"""A reader's own notes beside candidates: for their log-in alone, sealed, gone with the account."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from endorsements.models import Candidate, CandidateNote
from endorsements.reviewing import sealing
from members.models import User

PURPOSE = "note"


@transaction.atomic
def write(candidate_id: int, text: str, *, by: User) -> None:
    """Keep a note in the place of an earlier one; an empty text deletes it."""
    text = text.strip()
    if not text:
        CandidateNote.objects.filter(user=by, candidate_id=candidate_id).delete()
        return
    sealed = sealing.seal(text, purpose=PURPOSE)
    CandidateNote.objects.update_or_create(
        user=by, candidate_id=candidate_id, defaults={"sealed": sealed}
    )


def notes_of(user: User, candidates: Iterable[Candidate]) -> dict[int, str]:
    """Candidate id to what this log-in noted; candidates without a note are absent."""
    found = CandidateNote.objects.filter(user=user, candidate__in=list(candidates))
    return {note.candidate_id: sealing.unseal(note.sealed, purpose=PURPOSE) for note in found}


def as_tables(user: User) -> dict[str, list[dict[str, Any]]]:
    """For the owner to take home."""
    found = CandidateNote.objects.filter(user=user).select_related("candidate__contest__round")
    return {
        "notes_beside_candidates": [
            {
                "round": note.candidate.contest.round.title,
                "contest": str(note.candidate.contest),
                "candidate": note.candidate.name,
                "note": sealing.unseal(note.sealed, purpose=PURPOSE),
            }
            for note in found.order_by("candidate__contest", "candidate__position", "pk")
        ]
    }
