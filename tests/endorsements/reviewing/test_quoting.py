"""The announcement quotes the reasons that staff chose, and no others."""

import pytest

from endorsements.announcements import Words, words_about
from endorsements.models import Reason
from endorsements.reviewing import reasons
from tests.factories.endorsements import cast, close, entries, fresh, open_round
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db


def test_words_are_the_chosen_reasons_signed():
    voting_round = open_round(2)
    yes, no = entries(voting_round)
    yes.member.name, yes.member.town = "Maya Torres", "Lowell"
    yes.member.save()
    contest = voting_round.contests.get()
    for entry, may_quote in ((yes, True), (no, False)):
        cast(entry)
        reasons.write(contest.pk, "She listens.", may_quote=may_quote, member=entry.member)
    close(voting_round)
    assert words_about(fresh(voting_round)) == []
    reasons.choose(
        voting_round.pk, set(Reason.objects.values_list("id", flat=True)), by=StaffFactory()
    )
    assert words_about(fresh(voting_round)) == [Words("She listens.", "Maya, Lowell", "Governor")]
