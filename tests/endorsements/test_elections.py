"""What ballots print follows the rows of elections until the round is scheduled, and not after."""

from datetime import date, timedelta

import pytest

from endorsements import checklist, elections, later, rounds
from endorsements.errors import NotReady
from endorsements.models import Contest, Election, LaterState, Office
from endorsements.protocol.digests import definition_digest
from tests.factories.endorsements import (
    BallotQuestionFactory,
    ContestFactory,
    ElectionFactory,
    OfficeFactory,
    contest_of,
    draft_round,
    fresh,
    published_round,
)
from tests.factories.members import StaffFactory
from tests.tampering import guards_off

pytestmark = pytest.mark.django_db
DAY = date(2030, 9, 3)


def words(contest):
    row = Contest.objects.get(pk=contest.pk)
    return row.office, row.district, row.election


def test_a_draft_prints_what_its_rows_say_and_a_scheduled_round_what_they_said():
    primary = ElectionFactory(name="State primary", day=DAY)
    office = OfficeFactory(title="State Senate", district="1st Suffolk")
    voting_round = draft_round(1)
    contest = voting_round.contests.get()
    Contest.objects.filter(pk=contest.pk).update(for_office=office, at_election=primary)
    # Scheduling reads the rows itself, however they were changed.
    scheduled = rounds.schedule(voting_round.pk, by=StaffFactory())
    frozen = scheduled.definition["contests"][0]
    printed = ("State Senate", "1st Suffolk", "State primary, 3 September 2030")
    assert (frozen["office"], frozen["district"], frozen["election"]) == printed
    assert words(contest) == printed

    draft = ContestFactory(for_office=office, at_election=primary)
    for row, field, value in ((primary, "day", date(2030, 9, 10)), (office, "title", "Senate")):
        setattr(row, field, value)
        row.save()
        assert elections.reprint(row) == 1

    assert words(draft) == ("Senate", "1st Suffolk", "State primary, 10 September 2030")
    assert words(contest) == printed
    now = fresh(voting_round)
    assert now.definition["contests"][0] == frozen
    assert definition_digest(now.definition) == bytes(now.definition_hash)


def test_a_question_brings_its_election_and_its_text_into_the_definition():
    asked = BallotQuestionFactory(number="3", election__name="State election", election__day=DAY)
    contest = contest_of(
        "question", round=draft_round(1), key="q", for_question=asked, at_election=asked.election
    )
    elections.reprint(asked.election)
    assert words(contest) == ("Question 3: rent control", "", "State election, 3 September 2030")
    asked.number = ""
    asked.save()
    elections.reprint(asked)
    assert words(contest)[0] == "rent control"

    scheduled = rounds.schedule(contest.round_id, by=StaffFactory())

    by_key = {one["key"]: one for one in scheduled.definition["contests"]}
    assert by_key["q"]["question"] == {"number": "", "text": asked.text}
    assert "question" not in by_key["governor"]


def test_a_vote_ends_before_the_day_of_its_election():
    voting_round = draft_round(1)
    day = voting_round.closes_at.date()
    at = ElectionFactory(name="Primary", day=day - timedelta(days=1))
    voting_round.contests.update(at_election=at)

    [barred] = checklist.obstacles_to_scheduling(voting_round)
    assert barred.startswith("Voting on Governor must end before the day of the election: Primary,")
    with pytest.raises(NotReady, match="must end before"):
        rounds.schedule(voting_round.pk, by=StaffFactory())
    Election.objects.update(day=day + timedelta(days=1))
    assert checklist.obstacles_to_scheduling(voting_round) == []


TODAY = date.today()
BEFORE, AFTER = TODAY - timedelta(days=9), TODAY + timedelta(days=9)


@pytest.mark.parametrize(
    ("kind", "day", "then", "state", "stage", "says"),
    [
        ("primary", BEFORE, AFTER, "carried", "", ""),
        ("primary", BEFORE, None, "carried", "", ""),
        ("primary", BEFORE, TODAY - timedelta(days=1), "carried", "", "too late for General"),
        ("general", BEFORE, None, "not_carried", "", "it is no primary"),
        ("primary", BEFORE, None, "won", "primary", ""),
        ("primary", BEFORE, None, "won", "", ""),
        ("primary", AFTER, None, "won", "primary", "noted once it has happened: First"),
        ("primary", BEFORE, None, "won", "general", ""),
        ("primary", BEFORE, AFTER, "lost", "general", "noted once it has happened: General"),
        ("primary", BEFORE, BEFORE + timedelta(days=1), "lost", "general", ""),
        ("general", BEFORE, None, "lost", "primary", "not about the primary"),
        ("special", BEFORE, None, "won", "special", ""),
        ("primary", BEFORE, None, "withdrew", "", ""),
    ],
)
def test_what_became_of_an_endorsement_fits_its_election(kind, day, then, state, stage, says):
    contest = published_round(["ash"] * 3).contests.get()
    at = ElectionFactory(name="First", kind=kind, day=day)
    if then is not None:
        ElectionFactory(name="General", kind="general", day=then, follows=at)
    with guards_off():
        Contest.objects.update(at_election=at)
    contest.refresh_from_db()
    noted = LaterState(
        contest=contest, winner="ash", state=state, election=stage, on=TODAY, reason="A source."
    )

    assert (says in later.obstacle(noted)) if says else (later.obstacle(noted) == "")


def test_reprinting_an_office_that_no_draft_names_does_nothing():
    assert elections.reprint(OfficeFactory()) == 0
    assert Office.objects.get().contests.count() == 0
