"""What the page of a round says: checklist, roll, turnout, keys, trail; and what it never says."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from endorsements import checklist, custody, log, rounds
from endorsements.admin import desk
from endorsements.admin.hints import with_hint
from endorsements.admin.trail import trail_of
from endorsements.clock import database_now
from endorsements.models import Candidate, CastRecord, KeyEvent, KeyName
from endorsements.protocol.records import grouped
from members.models import Member, StandingRules
from tests.endorsements.admin.staging import page_of
from tests.factories.endorsements import (
    CandidateFactory,
    ContestFactory,
    MailingFactory,
    RoundFactory,
    cast_all,
    contest_of,
    counted_round,
    draft_of,
    draft_round,
    entries,
    fresh,
    open_round,
    published_round,
    scheduled_round,
)
from tests.factories.members import ChapterFactory, StaffFactory

pytestmark = pytest.mark.django_db


def test_a_clean_draft_says_so(staff):
    page = page_of(staff, draft_round(3))

    assert "Nothing bars scheduling." in page
    assert "still bar" not in page


def test_a_draft_shows_the_very_list_with_which_the_command_refuses(staff):
    voting_round = draft_round(2, records_minimum=5, record_date=None, closes_at=None)
    ContestFactory(round=voting_round, office="Mayor")
    obstacles = checklist.obstacles_to_scheduling(voting_round)

    shown = desk.desk_of(voting_round)
    assert [obstacle.sentence for obstacle in shown.obstacles] == obstacles
    assert len(obstacles) == 3
    page = page_of(staff, voting_round)
    assert "3 things still bar scheduling:" in page
    assert all(sentence in page for sentence in obstacles)


def test_what_may_not_be_meant_is_said_and_bars_nothing(staff, settings):
    settings.PUBLISH_PATTERNS = True
    with_mail = MailingFactory(round=draft_round(2)).round
    assert "is it meant so?" not in page_of(staff, with_mail)
    page = page_of(staff, draft_of("star", number=2))

    assert "Nothing bars scheduling." in page
    assert "Star has no threshold: the most votes win, however few." in page


def test_a_scheduled_round_without_keys_says_what_bars_opening(staff):
    page = page_of(staff, scheduled_round(3, with_keys=False))

    assert "3 things still bar opening:" in page
    assert "The mix key has not been made and proved yet; the mix worker does that." in page
    assert "If it stays, the worker does not run." in page


def every_sentence_of_the_checklist():
    """One draft or scheduled round after the other that lacks something."""
    now = database_now()
    past, soon = now - timedelta(days=9), now + timedelta(days=9)
    yield from checklist.obstacles_to_scheduling(RoundFactory(record_date=None, opens_at=None))
    backwards = draft_round(1)
    backwards.opens_at, backwards.closes_at = past, past - timedelta(days=1)
    backwards.record_date = now.date()
    yield from checklist.obstacles_to_scheduling(backwards)
    bare = RoundFactory(records_minimum=5)
    ContestFactory(round=bare)
    twins = ContestFactory(round=bare, has_no_endorsement=False)
    CandidateFactory(contest=twins, name="Twin")
    yield from checklist.obstacles_to_scheduling(bare)
    CandidateFactory(contest=twins, name="Twin")
    chapter = ContestFactory(round=bare, chapter=ChapterFactory())
    CandidateFactory(contest=chapter)
    yield from checklist.obstacles_to_scheduling(bare)
    question = contest_of("question", round=bare)
    CandidateFactory(contest=question)
    yield from checklist.obstacles_to_scheduling(bare)
    again = scheduled_round(1)
    rounds.unschedule(again.pk, by=StaffFactory())
    yield from checklist.obstacles_to_scheduling(fresh(again))
    barred = scheduled_round(1, with_keys=False)
    barred.roll_count, barred.closes_at, barred.definition = 0, past, {}
    yield from checklist.obstacles_to_opening(barred, soon)
    StandingRules.objects.all().delete()
    yield from checklist.obstacles_to_scheduling(fresh(again))


def test_every_sentence_of_the_checklist_has_a_hint():
    sentences = set(every_sentence_of_the_checklist())

    assert len(sentences) > 14
    assert {sentence for sentence in sentences if not with_hint(sentence).hint} == set()
    assert with_hint("Something new.").hint == ""


def test_the_hint_on_standing_rules_leads_to_them():
    place = with_hint("No rules of good standing are in force.").place

    assert place == reverse("admin:members_standingrules_changelist")


def chapter_round():
    """Five members vote for governor, two of them for mayor as well."""
    voting_round = draft_round(5)
    contest = ContestFactory(round=voting_round, key="mayor", office="Mayor")
    contest.chapter = ChapterFactory(name="Natick")
    contest.save()
    for key in ("cedar", "dogwood"):
        CandidateFactory(contest=contest, key=key)
    for member in Member.objects.order_by("pk")[:2]:
        member.chapters.add(contest.chapter)
    return voting_round


def numbers(shown):
    return (
        shown.voters.members,
        {group.contests: group.members for group in shown.voters.by_contest},
        {group.contests: group.members for group in shown.voters.by_ballot},
    )


def test_who_would_be_on_the_roll_is_told_per_contest_and_ballot(staff):
    voting_round = chapter_round()
    expected = (5, {"Governor": 5, "Mayor": 2}, {"Governor": 3, "Governor, Mayor": 2})
    assert numbers(desk.desk_of(voting_round)) == expected
    assert "Who would be on the roll" in page_of(staff, voting_round)

    rounds.schedule(voting_round.pk, by=StaffFactory())
    assert numbers(desk.desk_of(fresh(voting_round))) == expected
    assert "Who is on the roll" in page_of(staff, voting_round)


def test_turnout_is_a_number_of_members_and_a_line(staff):
    voting_round = open_round(8)
    cast_all(voting_round, ["ash", "birch", ""])
    cast_all(voting_round, ["birch"])
    log.flush(voting_round.pk)
    log.sign_checkpoint(voting_round.pk)
    page = page_of(staff, voting_round)

    assert "37.5 %" in page
    assert "3 of 8 members on the roll have voted." in page
    assert 'class="turnout-path"' in page


def test_what_is_frozen_is_told_in_words(staff):
    voting_round = scheduled_round(3)
    rounds.unschedule(voting_round.pk, by=StaffFactory())
    for key in KeyName:
        custody.destroy_key(voting_round.pk, key)
    rounds.schedule(voting_round.pk, by=StaffFactory())
    custody.make_key(voting_round.pk, KeyName.MIX)
    KeyEvent.objects.update(at="2026-11-22T15:03:00Z")
    shown = desk.desk_of(fresh(voting_round))

    assert shown.definition_hash == bytes(fresh(voting_round).definition_hash).hex()
    assert shown.definition_hash in page_of(staff, voting_round)
    at = "22 November 2026, 10:03 a.m. EST"
    assert shown.keys == [
        "Signing key: not made.",
        f"Mix key: made {at}; last proved {at}.",
        "Tally key: not made.",
    ]


def test_a_round_links_to_its_public_page_once_it_is_announced(staff):
    draft, announced = draft_round(3), scheduled_round(3)

    assert "Public page" not in page_of(staff, draft)
    assert reverse("endorsements:round", args=[announced.slug]) in page_of(staff, announced)


def test_the_trail_tells_who_did_what_and_why():
    ann, bob = StaffFactory(email="ann@example.org"), StaffFactory(email="bob@example.org")
    voting_round = open_round(3)
    later = timezone.now() + timedelta(days=20)
    rounds.extend(voting_round.pk, closes_at=later, by=ann, proposed_by=bob)
    rounds.withdraw_candidate(Candidate.objects.get(key="ash").pk, by=ann, proposed_by=bob)
    rounds.hold(voting_round.pk, reason="Storm.", by=ann, proposed_by=bob)
    other = open_round(3)
    rounds.hold(other.pk, reason="Not here.", by=ann, proposed_by=bob)

    told = [(line.who, line.did, line.note) for line in trail_of(voting_round)]
    assert told[:2] == [
        ("bob@example.org and ann@example.org", "held the round", "Storm."),
        ("bob@example.org and ann@example.org", "noted a withdrawal", "Ash"),
    ]
    assert told[2][1] == "extended the round"
    assert told[2][2].startswith("closes ")
    assert told[3] == ("the system", "opened the round", "")
    assert told[4][1:] == ("scheduled the round", "3 members on the roll")


def test_no_page_of_staff_shows_a_slot_a_code_or_a_partial_result(staff):
    voting_round = open_round(5)
    receipts = cast_all(voting_round, ["ash", "ash", "birch"])
    log.flush(voting_round.pk)
    page = page_of(staff, voting_round)

    for entry in entries(voting_round):
        assert bytes(entry.slot).hex() not in page
        assert entry.member.name not in page
    for receipt in receipts:
        assert receipt.commitment.hex() not in page
    assert not any(share in page for share in ("66.7 %", "33.3 %"))


def test_a_published_rounds_page_shows_turnout_and_outcome_but_no_record(staff):
    page = page_of(staff, published_round(["ash", "ash", "birch"]))

    assert "3 of 3 members on the roll have voted." in page
    assert "Ash is endorsed with 66.7 % of 3 ballots; 60 % was needed." in page
    codes = CastRecord.objects.values_list("code", flat=True)
    assert not any(code in page or grouped(code) in page for code in codes)


def test_staff_learn_the_outcome_when_everybody_does(staff):
    assert desk.desk_of(counted_round(["ash", "ash", "birch"])).outcomes == []
