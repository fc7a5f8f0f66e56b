"""Who may vote in what, frozen with fresh slots."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from endorsements import roll, rounds
from endorsements.errors import DoesNotAddUp
from endorsements.models import RecordFile, RollEntry
from endorsements.protocol.merkle import roll_root
from members.models import Member
from tests.factories.endorsements import (
    CandidateFactory,
    ContestFactory,
    RoundFactory,
    draft_round,
    entries,
    fresh,
    scheduled_round,
    voters,
)
from tests.factories.members import ChapterFactory, MemberFactory, StaffFactory
from tests.tampering import guards_off

pytestmark = pytest.mark.django_db


def scheduled(voting_round):
    rounds.schedule(voting_round.pk, by=StaffFactory())
    return fresh(voting_round)


def test_members_in_good_standing_on_the_record_date_may_vote():
    voting_round = draft_round(2)
    MemberFactory()
    in_standing = RollEntry(member=voters(1)[0]).member

    voting_round = scheduled(voting_round)

    assert voting_round.roll_count == 3
    last = entries(voting_round)[-1]
    assert (last.member, last.style, last.reason) == (in_standing, "S1", "")
    assert last.grounds == "covered dues 12000 2026-03-03 2027-03-03"
    assert last.why == "Dues of $120 on 3 March 2026 cover until 3 March 2027."


def test_nobody_may_vote_without_a_record_date_or_after_their_dues_lapsed():
    voters(1)

    assert roll.electorate_of(RoundFactory(record_date=None)) == {}
    late = draft_round(0, record_date=date(2030, 1, 1))
    assert roll.electorate_of(late) == {}


@pytest.fixture
def two_styles():
    """Two members of everybody's contest alone, two of a chapter's contest as well."""
    voting_round = draft_round(4)
    chapter = ChapterFactory()
    contest = ContestFactory(round=voting_round, key="mayor", chapter=chapter)
    CandidateFactory(contest=contest, key="oak")
    for member in Member.objects.order_by("pk")[:2]:
        member.chapters.add(chapter)
    return voting_round


def test_a_chapters_contest_is_for_its_members(two_styles):
    electorate = roll.electorate_of(two_styles)

    assert electorate == {("governor", "mayor"): 2, ("governor",): 2}
    assert roll.styles_of(electorate) == {"S1": ("governor",), "S2": ("governor", "mayor")}
    assert roll.voters_per_contest(electorate) == {"governor": 4, "mayor": 2}


def test_a_member_without_a_contest_is_not_on_the_roll():
    voting_round = RoundFactory()
    ContestFactory(round=voting_round, chapter=ChapterFactory())
    voters(1)

    assert roll.electorate_of(voting_round) == {}
    assert roll.freeze(voting_round, roll.draw_up(voting_round)) == {}
    assert not RollEntry.objects.exists()


def test_the_roll_is_written_with_fresh_slots_and_one_root(two_styles):
    members = list(Member.objects.order_by("pk"))

    styles = roll.freeze(two_styles, roll.draw_up(two_styles))

    frozen = entries(two_styles)
    assert [(one.member, one.style) for one in frozen] == [
        (members[0], "S2"),
        (members[1], "S2"),
        (members[2], "S1"),
        (members[3], "S1"),
    ]
    assert styles == {"S1": ("governor",), "S2": ("governor", "mayor")}
    slots = {bytes(one.slot): one.style for one in frozen}
    assert len(slots) == two_styles.roll_count == 4
    assert two_styles.roll_root == roll_root(slots.items())
    assert roll.public_roll(two_styles) == {slot.hex(): style for slot, style in slots.items()}
    assert roll.voters_per_style(two_styles) == {"S1": 2, "S2": 2}


def test_the_public_roll_is_sorted_by_slot_so_that_its_order_names_nobody(two_styles):
    roll.freeze(two_styles, roll.draw_up(two_styles))

    lines = RecordFile.objects.get(name="roll.txt").content.splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 4


def test_freezing_a_roll_takes_few_queries_whatever_its_length():
    numbers = []
    for size in (1, 30):
        voting_round = draft_round(size)
        with CaptureQueriesContext(connection) as queries:
            roll.freeze(voting_round, roll.draw_up(voting_round))
        numbers.append(len(queries))

    assert numbers[0] == numbers[1] <= 32


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
