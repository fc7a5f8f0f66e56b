"""Who is just outside a roll: kept with it, and said to staff and to the member who asks."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from endorsements import misses, roll, rounds
from endorsements.models import RollEntry, RollMiss
from tests.factories.endorsements import (
    CandidateFactory,
    ContestFactory,
    RoundFactory,
    draft_round,
    fresh,
)
from tests.factories.members import (
    AttendanceFactory,
    ChapterFactory,
    ChapterRulesFactory,
    ContributionFactory,
    MeetingFactory,
    MemberAddressFactory,
    MemberFactory,
    RefundFactory,
    StaffFactory,
)

pytestmark = pytest.mark.django_db
NOT_HERE = "This round has no contest for you."


def outside(**columns):
    """Somebody with one payment of long ago, unless told otherwise."""
    return ContributionFactory(**{"received_on": date(2024, 1, 1)} | columns).member


@pytest.fixture
def everybody():
    """One of each who is just outside, by cause; and two who are far off."""
    MemberFactory(name="Never")
    outside(kind="gift", member__name="Giver")
    return {
        "lapsed": outside(member__name="Lapsed"),
        "refunded": RefundFactory(undoes__member__name="Refunded").member,
        "too_new": outside(received_on=date(2026, 6, 20), member__name="New"),
        "paid_later": outside(received_on=date(2026, 7, 1), member__name="Later"),
        "too_little": outside(amount_cents=1_00, member__name="Little"),
        "left": outside(
            received_on=date(2026, 3, 3),
            member__name="Former member",
            member__town="",
            member__left_on=date(2026, 7, 2),
        ),
    }


def scheduled(number=3):
    voting_round = draft_round(number)
    rounds.schedule(voting_round.pk, by=StaffFactory())
    return fresh(voting_round)


def test_everybody_just_outside_is_kept_with_the_roll(everybody):
    voting_round = scheduled()

    kept = RollMiss.objects.filter(round=voting_round)

    assert dict(kept.values_list("cause", "member_id")) == {
        cause: member.pk for cause, member in everybody.items()
    }
    assert kept.get(cause="lapsed").why == (
        "Your dues lapsed on 1 January 2025; the 30 days of grace ended on 31 January 2025."
    )
    assert voting_round.roll_count == 3
    assert kept.per_cause() == dict.fromkeys(sorted(everybody), 1)


def test_a_draft_shows_who_would_be_outside_and_the_frozen_round_shows_the_same(everybody):
    voting_round = draft_round(3)
    before = misses.misses_of(voting_round)

    rounds.schedule(voting_round.pk, by=StaffFactory())

    assert misses.misses_of(fresh(voting_round)) == before
    assert before.total == len(before.rows) == 6
    assert [row.member.name for row in before.rows] == [
        "Former member", "Lapsed", "Later", "Little", "New", "Refunded",
    ]  # fmt: skip


def test_what_comes_later_changes_nothing_of_the_list(everybody):
    voting_round = scheduled()
    before = misses.misses_of(voting_round)

    ContributionFactory(member=everybody["lapsed"], received_on=date(2026, 3, 3))
    ContributionFactory(received_on=date(2024, 1, 1))

    assert misses.misses_of(voting_round) == before


def test_the_list_is_searched_by_words_and_by_cause(everybody):
    MemberAddressFactory(member=everybody["too_new"], email="new@example.org")
    for voting_round in (draft_round(1), scheduled(1)):
        by_name = misses.misses_of(voting_round, terms="lapsed")
        by_address = misses.misses_of(voting_round, terms="new@example.org")
        by_cause = misses.misses_of(voting_round, cause="refunded")

        assert [row.member for row in by_name.rows] == [everybody["lapsed"]]
        assert by_name.per_cause == {"lapsed": 1}
        assert [row.member for row in by_address.rows] == [everybody["too_new"]]
        assert [row.member for row in by_cause.rows] == [everybody["refunded"]]
        assert (by_cause.total, sum(by_cause.per_cause.values())) == (1, 6)
        assert misses.misses_of(voting_round, cause="refunded", terms="lapsed").rows == []


def test_the_list_is_read_page_by_page(everybody, monkeypatch):
    monkeypatch.setattr(misses, "ROWS_ON_A_PAGE", 4)
    voting_round = scheduled(1)

    pages = [misses.misses_of(voting_round, first=first) for first in (0, 4, 8)]

    assert [len(page.rows) for page in pages] == [4, 2, 0]
    assert {page.total for page in pages} == {6}


def test_nobody_is_outside_a_round_without_a_record_date(everybody):
    assert misses.misses_of(RoundFactory(record_date=None)).rows == []


def test_the_roll_goes_with_its_misses_when_the_round_is_a_draft_again(everybody):
    voting_round = scheduled()

    rounds.unschedule(voting_round.pk, by=StaffFactory())

    assert not RollMiss.objects.exists()
    assert fresh(voting_round).frozen_at is None


# --- A chapter that asks for meetings


@pytest.fixture
def chapters_round():
    """Three members of a chapter that asks for a meeting, of whom one came; all may vote for
    governor."""
    voting_round = draft_round(3)
    chapter = ChapterFactory(name="Cape")
    ChapterRulesFactory(chapter=chapter, meetings_needed=1)
    contest = ContestFactory(round=voting_round, key="mayor", chapter=chapter)
    CandidateFactory(contest=contest)
    members = list(type(MemberFactory()).objects.order_by("pk")[:3])
    for member in members:
        member.chapters.add(chapter)
    meeting = MeetingFactory(chapter=chapter, held_on=date(2026, 5, 5))
    AttendanceFactory(member=members[0], meeting=meeting)
    return voting_round, members


def test_who_came_to_too_few_meetings_misses_the_chapters_contest_alone(chapters_round):
    voting_round, members = chapters_round

    assert roll.electorate_of(voting_round) == {("governor", "mayor"): 1, ("governor",): 2}
    rounds.schedule(voting_round.pk, by=StaffFactory())

    styles = dict(RollEntry.objects.values_list("member", "style"))
    assert styles == {members[0].pk: "S2", members[1].pk: "S1", members[2].pk: "S1"}
    missed = misses.misses_of(fresh(voting_round))
    assert [(row.member, row.chapter.name) for row in missed.rows] == [
        (members[1], "Cape"),
        (members[2], "Cape"),
    ]
    assert missed.rows[0].why == (
        "This chapter asks for 1 meeting since 1 July 2025; none of yours are recorded."
    )


def test_who_has_no_other_contest_hears_of_the_meetings(chapters_round):
    voting_round, members = chapters_round
    voting_round.contests.filter(key="governor").delete()
    rounds.schedule(voting_round.pk, by=StaffFactory())

    answer = misses.why_not(fresh(voting_round), members[1])

    assert answer.because == (
        "Cape: This chapter asks for 1 meeting since 1 July 2025; none of yours are recorded."
    )
    assert answer.helps.startswith("Come to the next meetings.")


# --- To the member


def test_a_member_hears_what_was_kept_and_what_helps(everybody):
    voting_round = scheduled()

    answers = {cause: misses.why_not(voting_round, one) for cause, one in everybody.items()}

    assert answers["lapsed"].helps == "Pay your dues to be on the next one."
    assert answers["paid_later"].because == (
        "The first entry that counts is of 1 July 2026, after 30 June 2026."
    )
    assert answers["too_new"].helps.startswith("You need do nothing")
    assert answers["left"].because == "You closed your account on 2 July 2026."


def test_a_back_dated_payment_is_named_as_too_late(everybody):
    voting_round = scheduled()
    later = timezone.now() + timedelta(hours=1)
    member = everybody["lapsed"]
    ContributionFactory(member=member, received_on=date(2026, 3, 3), recorded_at=later)

    answer = misses.why_not(voting_round, member)

    assert answer.because.startswith("Dues of $120 on 3 March 2026 came onto the ledger on")
    assert answer.helps.startswith("It counts for the next round.")
    [late] = misses.recorded_late(voting_round)
    assert (late.member_id, late.reason) == (member.pk, answer.because)


def test_late_payments_of_those_on_the_roll_and_in_drafts_are_not_late():
    voting_round = scheduled()
    later = timezone.now() + timedelta(hours=1)
    on_roll = RollEntry.objects.earliest("pk").member
    ContributionFactory(member=on_roll, received_on=date(2026, 3, 3), recorded_at=later)

    assert misses.recorded_late(voting_round) == []
    assert misses.recorded_late(draft_round(1)) == []


def test_who_never_paid_and_who_has_no_contest_hear_so():
    in_good_standing = ContributionFactory().member
    voting_round = draft_round(1)
    voting_round.contests.update(chapter=ChapterFactory())

    never = misses.why_not(voting_round, MemberFactory())

    assert never.because == "No dues are recorded for you."
    assert misses.why_not(voting_round, in_good_standing) == misses.WhyNot(NOT_HERE, "")
    assert misses.why_not(RoundFactory(record_date=None), MemberFactory()).because == (
        "The record date of this round is not fixed yet."
    )


def test_the_command_says_of_a_roll_who_is_on_it_and_why(everybody):
    voting_round = scheduled()
    entry = RollEntry.objects.earliest("pk")

    on = misses.roll_answer(voting_round.slug, entry.member)
    off = misses.roll_answer(voting_round.slug, everybody["lapsed"])
    draft = misses.roll_answer(draft_round(1).slug, everybody["lapsed"])

    assert on == f"{entry.member}: on the roll of “{voting_round}”. {entry.why}"
    assert f"“{voting_round}”: not on the roll. Your dues lapsed on 1 January 2025" in off
    assert "has no roll yet. Your dues lapsed" in draft
