"""Who has a place in a contest, and how members are signed."""

from datetime import date

import pytest

from endorsements.models import Contest
from endorsements.reviewing.places import entry_in, signed_as
from members.models import Member
from tests.factories.endorsements import entries, open_round
from tests.factories.members import MemberFactory

pytestmark = pytest.mark.django_db


def test_a_member_on_the_roll_has_a_place_where_the_contest_is_on_their_ballot():
    voting_round = open_round(2)
    contest, entry = voting_round.contests.get(), entries(voting_round)[0]

    assert entry_in(contest, entry.member) == entry
    assert entry_in(contest, MemberFactory()) is None
    assert entry_in(contest, None) is None
    elsewhere = Contest(key="council", round=voting_round)
    assert entry_in(elsewhere, entry.member) is None


@pytest.mark.parametrize(
    ("member", "signed"),
    [
        (Member(name="Maya Angela Torres", town="Lowell"), "Maya, Lowell"),
        (Member(name="Maya", town=""), "Maya"),
        (Member(name=" ", town="Lowell"), "A member, Lowell"),
        (Member(name="Former member", town="", left_on=date(2026, 1, 1)), "Former member"),
    ],
)
def test_members_are_signed_with_first_name_and_town(member, signed):
    assert signed_as(member) == signed
