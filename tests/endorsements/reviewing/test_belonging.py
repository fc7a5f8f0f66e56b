"""What is quoted in announcements, taken home, and forgotten with an account."""

import pytest

from endorsements.announcements import Words, words_about
from endorsements.models import Candidate, CandidateNote, Reason
from endorsements.reviewing import notes, reasons
from members.export import everything
from tests.endorsements.views.voters import user_of
from tests.factories.endorsements import cast, close, entries, fresh, open_round
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db


def test_an_announcement_prints_what_staff_chose_and_nothing_else():
    voting_round = open_round(2)
    for entry, text in zip(entries(voting_round), ["She listens.", "He does."], strict=True):
        cast(entry)
        contest = voting_round.contests.get()
        reasons.write(contest.pk, text, may_quote=True, member=entry.member)
    close(voting_round)
    assert words_about(fresh(voting_round)) == []
    maya = entries(voting_round)[0].member
    maya.name, maya.town = "Maya Torres", "Lowell"
    maya.save()
    chosen = {Reason.objects.get(member=maya).id}
    reasons.choose(voting_round.pk, chosen, by=StaffFactory())

    assert words_about(fresh(voting_round)) == [Words("She listens.", "Maya, Lowell", "Governor")]


def test_everything_that_somebody_wrote_is_in_what_they_take_home():
    entry = entries(open_round(1))[0]
    user, ash = user_of(entry), Candidate.objects.get(key="ash")
    notes.write(ash.pk, "Mine.", by=user)
    tables = everything(user, entry.member)

    assert CandidateNote.objects.count() == 1
    assert tables["notes_beside_candidates"][0]["note"] == "Mine."
    assert tables["reasons_given"] == tables["discussion"] == []
