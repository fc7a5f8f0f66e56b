"""Misses of a roll: written with it, and as fixed."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError

from endorsements.models import RollMiss, RoundStatus
from tests.factories.endorsements import draft_round, open_round
from tests.factories.members import ChapterFactory, ContributionFactory, MemberFactory
from tests.tampering import statuses_in_which

pytestmark = pytest.mark.django_db
S = RoundStatus
LAPSED = "lapsed dues 2025-01-01 30 - - -"


def miss(voting_round, **columns):
    values = {"member": MemberFactory(), "cause": "lapsed", "grounds": LAPSED} | columns
    return RollMiss.objects.create(round=voting_round, **values)


@pytest.mark.parametrize("chapter", [None, "Cape"])
def test_a_member_misses_a_roll_once(chapter):
    where = ChapterFactory(name=chapter) if chapter else None
    one = miss(draft_round(1), chapter=where)

    with pytest.raises(IntegrityError, match="member_misses_a_roll_once"):
        miss(one.round, member=one.member, chapter=where)


@pytest.mark.parametrize(("cause", "grounds"), [("", LAPSED), ("too_new", LAPSED)])
def test_a_miss_has_its_cause(cause, grounds):
    with pytest.raises(IntegrityError, match="roll_miss_has_its_cause"):
        miss(draft_round(1), cause=cause, grounds=grounds)


def test_misses_are_written_in_drafts_alone():
    voting_round = open_round(1)

    assert statuses_in_which(voting_round, lambda: miss(voting_round)) == {(S.DRAFT, "")}


def test_misses_go_with_a_draft_alone():
    ContributionFactory(received_on=date(2024, 1, 1))
    voting_round = open_round(1)

    assert statuses_in_which(voting_round, RollMiss.objects.all().delete) == {(S.DRAFT, "")}


def test_a_rehearsals_misses_may_go():
    ContributionFactory(received_on=date(2024, 1, 1))
    open_round(1, rehearsal=True)

    RollMiss.objects.all().delete()

    assert not RollMiss.objects.exists()


def test_a_miss_is_never_changed():
    miss(draft_round(1))

    with pytest.raises(InternalError, match="the roll is frozen when the round is scheduled"):
        RollMiss.objects.update(grounds="lapsed dues 2025-01-01 0 - - -")


def test_a_miss_says_who_and_why():
    one = miss(draft_round(1), member=MemberFactory(name="Ada", town=""))

    assert str(one) == "Ada: lapsed"
    assert one.why == (
        "Your dues lapsed on 1 January 2025; the 30 days of grace ended on 31 January 2025."
    )
