"""Notes beside candidates: for one log-in, sealed, in what it takes home, gone with it."""

import pytest

from endorsements.models import CandidateNote
from endorsements.reviewing import notes
from members import logins
from tests.factories.endorsements import CandidateFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


def test_a_note_is_kept_replaced_and_deleted_by_an_empty_one():
    user, candidate = UserFactory(), CandidateFactory()
    notes.write(candidate.pk, " Spoke well. ", by=user)
    notes.write(candidate.pk, "Spoke very well.", by=user)
    assert notes.notes_of(user, [candidate]) == {candidate.pk: "Spoke very well."}
    assert b"Spoke" not in bytes(CandidateNote.objects.get().sealed)

    notes.write(candidate.pk, " ", by=user)

    assert notes.notes_of(user, [candidate]) == {}
    assert not CandidateNote.objects.exists()


def test_a_note_is_for_its_log_in_alone():
    candidate = CandidateFactory()
    notes.write(candidate.pk, "Mine.", by=UserFactory())

    other = UserFactory()
    assert notes.notes_of(other, [candidate]) == {}
    assert notes.as_tables(other) == {"notes_beside_candidates": []}


def test_a_note_is_taken_home_and_goes_with_the_log_in():
    user, candidate = UserFactory(), CandidateFactory(name="Ash")
    notes.write(candidate.pk, "Mine.", by=user)
    assert notes.as_tables(user)["notes_beside_candidates"] == [
        {
            "round": candidate.contest.round.title,
            "contest": str(candidate.contest),
            "candidate": "Ash",
            "note": "Mine.",
        }
    ]

    logins.forget_login(user)

    assert not CandidateNote.objects.exists()
