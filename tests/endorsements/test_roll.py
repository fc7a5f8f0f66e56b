"""Who may vote in what, frozen with fresh slots."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from endorsements import roll
from endorsements.errors import DoesNotAddUp
from endorsements.models import RecordFile, RollEntry
from endorsements.protocol.merkle import roll_root
from tests.factories.endorsements import (
    CandidateFactory,
    ContestFactory,
    RoundFactory,
    draft_round,
    entries,
    scheduled_round,
    voters,
)
from tests.factories.members import ChapterFactory, MemberFactory
from tests.tampering import guards_off

pytestmark = pytest.mark.django_db


def test_members_in_good_standing_on_the_record_date_may_vote():
    voting_round = draft_round(2)
    MemberFactory()
    in_standing = RollEntry(member=voters(1)[0]).member

    eligible = list(roll.eligible_members(voting_round))

    assert len(eligible) == 3
    assert eligible[-1].member == in_standing
    assert eligible[-1].contests == ("governor",)
    assert eligible[-1].reason


def test_nobody_may_vote_without_a_record_date_or_after_their_dues_lapsed():
    voters(1)

    assert list(roll.eligible_members(RoundFactory(record_date=None))) == []
    late = draft_round(0, record_date=date(2030, 1, 1))
    assert list(roll.eligible_members(late)) == []


@pytest.fixture
def two_styles():
    """Two members of everybody's contest alone, two of a chapter's contest as well."""
    voting_round = draft_round(4)
    chapter = ChapterFactory()
    contest = ContestFactory(round=voting_round, key="mayor", chapter=chapter)
    CandidateFactory(contest=contest, key="oak")
    for eligible in list(roll.eligible_members(voting_round))[:2]:
        eligible.member.chapters.add(chapter)
    return voting_round


def test_a_chapters_contest_is_for_its_members(two_styles):
    eligible = list(roll.eligible_members(two_styles))

    assert [one.contests for one in eligible] == [("governor", "mayor")] * 2 + [("governor",)] * 2
    assert roll.styles_of(eligible) == {"S1": ("governor",), "S2": ("governor", "mayor")}
    assert roll.voters_per_contest(eligible) == {"governor": 4, "mayor": 2}


def test_a_member_without_a_contest_is_not_on_the_roll():
    voting_round = RoundFactory()
    ContestFactory(round=voting_round, chapter=ChapterFactory())
    voters(1)

    assert list(roll.eligible_members(voting_round)) == []


def test_the_roll_is_written_with_fresh_slots_and_one_root(two_styles):
    eligible = list(roll.eligible_members(two_styles))

    styles = roll.freeze(two_styles, eligible)

    frozen = entries(two_styles)
    assert [(one.member, one.style) for one in frozen] == [
        (eligible[0].member, "S2"),
        (eligible[1].member, "S2"),
        (eligible[2].member, "S1"),
        (eligible[3].member, "S1"),
    ]
    assert styles == {"S1": ("governor",), "S2": ("governor", "mayor")}
    slots = {bytes(one.slot): one.style for one in frozen}
    assert len(slots) == two_styles.roll_count == 4
    assert two_styles.roll_root == roll_root(slots.items())
    assert roll.public_roll(two_styles) == {slot.hex(): style for slot, style in slots.items()}
    assert roll.voters_per_style(two_styles) == {"S1": 2, "S2": 2}


def test_the_public_roll_is_sorted_by_slot_so_that_its_order_names_nobody(two_styles):
    roll.freeze(two_styles, list(roll.eligible_members(two_styles)))

    lines = RecordFile.objects.get(name="roll.txt").content.splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 4


def test_freezing_a_roll_takes_few_queries_whatever_its_length():
    numbers = []
    for size in (1, 30):
        voting_round = draft_round(size)
        with CaptureQueriesContext(connection) as queries:
            roll.freeze(voting_round, list(roll.eligible_members(voting_round)))
        numbers.append(len(queries))

    assert numbers[0] == numbers[1] <= 10


@pytest.mark.parametrize("content", ["", "zz S1\n", "00112233445566778899aabbccddeeff S1\n"])
def test_another_roll_than_was_frozen_is_noticed(content):
    voting_round = scheduled_round(1, with_keys=False)
    with guards_off():
        RecordFile.objects.update(content=content)

    with pytest.raises(DoesNotAddUp, match="The roll is not the one that was frozen"):
        roll.public_roll(voting_round)


def test_a_lost_roll_is_noticed():
    voting_round = scheduled_round(1, with_keys=False)
    with guards_off():
        RecordFile.objects.all().delete()

    with pytest.raises(DoesNotAddUp, match="The roll is not the one that was frozen"):
        roll.public_roll(voting_round)
