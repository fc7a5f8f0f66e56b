"""Every sentence of the checklist, each with the round that earns it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from endorsements import checklist, custody, log, roll, rounds
from endorsements.clock import database_now
from endorsements.mailings import planning
from endorsements.models import Contest, KeyEvent, KeyName, LogEntry, Round
from endorsements.tally.vocabulary import FORMS
from members.models import AuditEvent, Member
from tests.factories.endorsements import (
    NO_BAR,
    CandidateFactory,
    ContestFactory,
    RoundFactory,
    contest_of,
    draft_of,
    draft_round,
    fresh,
    open_round,
    scheduled_round,
    voters,
)
from tests.factories.members import ChapterFactory, StaffFactory, StandingRulesFactory
from tests.tampering import force, guards_off

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def obstacles(voting_round):
    return checklist.obstacles_to_scheduling(fresh(voting_round))


def test_other_parts_say_what_bars_opening(monkeypatch):
    voting_round = scheduled_round(1)
    now = voting_round.opens_at
    monkeypatch.setattr(checklist, "before_opening", [lambda one: [f"{one} has no mail yet."]])

    assert checklist.obstacles_to_opening(voting_round, now) == [f"{voting_round} has no mail yet."]


def test_a_whole_draft_can_be_scheduled():
    assert obstacles(draft_round(1)) == []


def test_a_round_needs_its_times_and_its_record_date():
    voting_round = draft_round(1, record_date=None, opens_at=None, closes_at=None)

    assert obstacles(voting_round) == [
        "The round has no record date.",
        "The round has no opening and closing time.",
    ]


def test_a_round_must_close_after_it_opens_and_in_time_to_come():
    now = database_now()
    voting_round = RoundFactory.build(opens_at=now - DAY, closes_at=now - 2 * DAY)

    assert checklist._missing_times(voting_round) == [
        "The round closes before it opens.",
        "The closing time has passed.",
    ]


def test_the_record_date_is_not_after_the_opening():
    now = database_now()
    voting_round = draft_round(1, opens_at=now, record_date=now.date() + DAY)

    assert "The record date is after the opening." in obstacles(voting_round)


@pytest.mark.parametrize(
    ("days", "before", "sentence"),
    [
        (0, 0, None),
        (5, 5, None),
        (
            5,
            4,
            "5 days before the opening at least: 1 July 2026 or earlier.",
        ),
        (
            1,
            0,
            "1 day before the opening at least: 5 July 2026 or earlier.",
        ),
    ],
)
def test_the_record_date_is_as_many_days_before_the_opening_as_the_rules_say(
    days, before, sentence
):
    StandingRulesFactory(record_days=days)
    opens_at = datetime(2026, 7, 6, 16, tzinfo=UTC)
    voting_round = RoundFactory.build(
        opens_at=opens_at,
        closes_at=opens_at + 9 * DAY,
        record_date=date(2026, 7, 6) - before * DAY,
    )

    expected = [f"The record date must be {sentence}"] if sentence else []
    assert checklist._record_date_too_late(voting_round) == expected


def test_the_day_of_the_opening_is_that_of_the_organisations_clock():
    # Still 5 July there.
    opens_at = datetime(2026, 7, 6, 2, tzinfo=UTC)
    voting_round = RoundFactory.build(opens_at=opens_at, record_date=date(2026, 7, 6))

    assert checklist._record_date_too_late(voting_round) == [
        "The record date is after the opening."
    ]


def test_a_round_needs_a_contest():
    voting_round = RoundFactory()
    voters(1)

    assert obstacles(voting_round) == ["The round has no contest."]


def test_a_contest_needs_candidates_that_can_be_told_apart_and_a_choice():
    voting_round = draft_round(1)
    ContestFactory(round=voting_round, office="Empty")
    alone = ContestFactory(round=voting_round, office="Alone", has_no_endorsement=False)
    CandidateFactory(contest=alone)
    twice = ContestFactory(round=voting_round, office="Twice")
    CandidateFactory.create_batch(2, contest=twice, name="Ann")

    assert obstacles(voting_round) == [
        "Empty has no candidate.",
        "Alone has one candidate and no other choice.",
        "Twice names Ann more than once.",
    ]


def test_a_ballot_question_has_no_candidates():
    voting_round = draft_of("question", number=1)
    assert obstacles(voting_round) == []

    CandidateFactory(contest=voting_round.contests.get())

    assert obstacles(voting_round) == ["Question is a ballot question and has candidates."]


@pytest.mark.parametrize(
    ("form", "fields", "is_barred"),
    [
        *[(form, {}, form == "stv") for form in FORMS],
        *[
            (form, {"has_no_endorsement": False}, True)
            for form in ("single_choice", "approval", "star", "irv")
        ],
        ("score", {"has_no_endorsement": False}, False),
        ("score", {"has_no_endorsement": False} | NO_BAR, True),
    ],
)
def test_one_candidate_needs_another_choice_beside(form, fields, is_barred):
    contest = contest_of(form, candidates=["ash"], **fields)
    voters(1)

    barred = [f"{contest} has one candidate and no other choice."]
    assert obstacles(contest.round) == (barred if is_barred else [])


@pytest.mark.parametrize(
    ("form", "fields", "sentences"),
    [
        ("single_choice", {}, []),
        ("question", {}, []),
        ("irv", NO_BAR, []),
        ("approval", {"seats": 3}, []),
        ("approval", {"seats": 4}, ["endorses up to 4 and has fewer candidates."]),
        ("per_candidate", {"seats": 99}, []),
        ("stv", {"seats": 3}, ["endorses up to 3, which is all its candidates."]),
        ("stv", {"most_marks": 2}, []),
        (
            "stv",
            {"most_marks": 1},
            ["endorses up to 2, but a ballot may mark no more than 1."],
        ),
        ("star", {}, ["has no threshold: the most votes win, however few."]),
    ],
)
def test_unusual_rules_are_named_and_bar_nothing(form, fields, sentences, settings):
    settings.PUBLISH_PATTERNS = True
    contest = contest_of(form, office="Here", **fields)
    voters(1)

    considered = checklist.things_to_consider(contest.round, {})

    assert considered == [*(f"Here {sentence}" for sentence in sentences), planning.NO_MAIL]
    assert obstacles(contest.round) == []


def test_staff_know_beforehand_of_which_contests_no_single_ballot_will_be_published(settings):
    settings.PUBLISH_PATTERNS = False
    voting_round = draft_of("approval", "irv", "single_choice", number=20)
    electorate = roll.electorate_of(voting_round)

    # Three candidates and "no endorsement" can be ranked in 65 ways, the blank ballot included.
    assert checklist.things_to_consider(voting_round, electorate) == [
        "Irv can be marked in 65 ways by 20 members: its single ballots will not be published, "
        "and voters get no check code for it.",
        planning.NO_MAIL,
    ]
    assert obstacles(voting_round) == []


def test_staff_read_what_single_people_changed_since_the_last_roll_that_led_to_a_result():
    may = datetime(2026, 5, 5, tzinfo=UTC)
    led_to_a_result = scheduled_round(1, title="May", slug="may", with_keys=False)
    decoy = scheduled_round(1, title="Decoy", slug="decoy", with_keys=False)
    force(led_to_a_result, frozen_at=may, published_at=may + 9 * DAY)
    force(decoy, frozen_at=may + 60 * DAY)
    AuditEvent.objects.create(
        action="standingrules.added",
        at="2026-06-01T12:00Z",
        actor_id=1,
        actor_label="ann@example.org",
        object_type="members.standingrules",
        object_id="1",
    )

    assert checklist.things_to_consider(draft_round(1), {})[-1] == (
        "Changed by single people of the staff since the roll of “May” was frozen: "
        "standing rules: 1 change by ann@example.org."
    )


def test_a_ballot_stays_secret_only_among_enough():
    voting_round = draft_round(3, records_minimum=3)
    chapter = ChapterFactory()
    mayor = ContestFactory(round=voting_round, key="mayor", office="Mayor", chapter=chapter)
    CandidateFactory(contest=mayor)
    Member.objects.earliest("pk").chapters.add(chapter)

    among = "; a ballot stays secret only among 3 or more."
    assert obstacles(voting_round) == [
        f"Mayor has 1 member who may vote in it{among}",
        f"2 members would get a ballot with just Governor{among}",
        f"1 member would get a ballot with just Governor and Mayor{among}",
    ]


def test_a_round_without_voters_is_not_scheduled():
    [obstacle] = obstacles(draft_round(0))

    assert obstacle.startswith("Governor has 0 members who may vote in it")


def test_keys_of_an_earlier_scheduling_must_be_gone_first():
    voting_round = scheduled_round(1)
    rounds.unschedule(voting_round.pk, by=StaffFactory())
    assert checklist.undestroyed(fresh(voting_round)) == ["signing", "mix", "tally"]
    waiting = "The keys of an earlier scheduling are still being destroyed; wait a few seconds."
    assert obstacles(voting_round) == [waiting]

    for key in KeyName:
        custody.destroy_key(voting_round.pk, key)

    assert obstacles(voting_round) == []


def to_opening(voting_round, now=None):
    return checklist.obstacles_to_opening(fresh(voting_round), now or database_now())


def test_a_round_with_proved_keys_can_open():
    assert to_opening(scheduled_round(1)) == []


def test_every_key_must_be_made_by_its_worker():
    assert to_opening(scheduled_round(1, with_keys=False)) == [
        "The signing key has not been made and proved yet; the default worker does that.",
        "The mix key has not been made and proved yet; the mix worker does that.",
        "The tally key has not been made and proved yet; the tally worker does that.",
    ]


def test_the_announced_key_is_the_one_that_must_be_proved():
    voting_round = scheduled_round(1)
    KeyEvent.objects.filter(key=KeyName.MIX).update(public=b"x" * 32)

    assert to_opening(voting_round) == [
        "The mix key has not been made and proved yet; the mix worker does that."
    ]


def test_a_round_past_its_closing_time_does_not_open():
    voting_round = scheduled_round(1)

    assert to_opening(voting_round, voting_round.closes_at) == ["The closing time has passed."]


def test_a_round_does_not_open_with_a_definition_changed_after_scheduling():
    voting_round = scheduled_round(1)
    force(voting_round, definition=voting_round.definition | {"title": "Another"})

    assert to_opening(voting_round) == ["The stored definition is not the one that was frozen."]


def test_a_round_does_not_open_without_a_roll():
    voting_round = scheduled_round(1)
    force(voting_round, roll_count=0)

    assert to_opening(voting_round) == ["Nobody is on the roll."]


def test_a_round_that_was_open_before_an_older_backup_came_back_does_not_open_again():
    voting_round = open_round(1)
    log.write_out_checkpoints(voting_round.pk)
    with guards_off():
        LogEntry.objects.all().delete()
    force(voting_round, status="scheduled")

    assert to_opening(voting_round) == [checklist.RESTORED]


def test_the_checklist_reads_what_is_stored_now():
    voting_round = draft_round(1)
    Contest.objects.all().delete()

    assert "The round has no contest." in obstacles(Round.objects.get(pk=voting_round.pk))


def test_staff_cannot_publish_more_of_small_contests_than_the_organisation_allows(settings):
    settings.SMALLEST_COUNTS_MINIMUM = 3
    settings.SMALLEST_RECORDS_MINIMUM = 10
    settings.FEWEST_CHALLENGE_DAYS = 1
    voting_round = draft_round(10, counts_minimum=2, records_minimum=9, challenge_days=0)

    assert checklist.obstacles_to_scheduling(voting_round) == [
        "Numbers may be published from 3 ballots on at the earliest.",
        "Records may be published from 10 ballots on at the earliest.",
        "The shortest challenge window is 1 day.",
    ]
    rehearsal = draft_round(3, records_minimum=1, challenge_days=0, rehearsal=True)
    assert checklist.obstacles_to_scheduling(rehearsal) == []
