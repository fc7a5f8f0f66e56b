"""Run-offs: one draft for what a tie left open, whatever happens to the worker that makes it."""

import pytest
from django.db import IntegrityError, transaction

from endorsements import counting, custody, log, mixing, publication, rounds, tasks
from endorsements.mailings import planning
from endorsements.models import Contest, KeyName, Round, RoundStatus
from members.models import AuditEvent, OutboxMail
from tests.attacks.crashes import Killed, dying
from tests.attacks.threads import at_once
from tests.factories.endorsements import (
    ContestFactory,
    RoundFactory,
    cast,
    close,
    contest_of,
    entries,
    fresh,
    voters,
)
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db
# Ash is endorsed; birch and cedar reach the bar together, with one seat left.
TIED_BEHIND_ASH = ["ash birch", "ash birch cedar", "ash cedar"]
HALF_AND_HALF = {"threshold_numerator": 1, "threshold_denominator": 2}


def counted(*ballots, contests, **fields):
    """A counted round.

    Args:
        ballots: selection by contest; None of a member who does not vote.
        contests: key to a form and further columns of the contest.
    """
    voting_round = RoundFactory(**fields)
    for key, (form, columns) in contests.items():
        ties = {"ties": "run_off"} | columns
        contest_of(form, round=voting_round, key=key, office=key.title(), **ties)
    voters(len(ballots), on_staff=voting_round.rehearsal)
    rounds.schedule(voting_round.pk, by=StaffFactory())
    for key in KeyName:
        custody.make_key(voting_round.pk, key)
    rounds.open_voting(voting_round.pk)
    log.sign_checkpoint(voting_round.pk)
    for entry, selections in zip(entries(voting_round), ballots, strict=True):
        if selections:
            cast(entry, **{key: in_order(voting_round, text) for key, text in selections.items()})
    close(voting_round)
    mixing.mix(voting_round.pk)
    counting.tally(voting_round.pk)
    return fresh(voting_round)


def in_order(voting_round, text):
    """Approvals as the ballot has them: its order of candidates was drawn."""
    order = [
        candidate["key"]
        for contest in fresh(voting_round).definition["contests"]
        for candidate in contest["candidates"]
    ]
    return " ".join(sorted(text.split(), key=lambda key: order.index(key))) if " " in text else text


def tied_round(**fields):
    """A counted round with two seats for the council, one of which a tie leaves open."""
    ballots = [{"council": selection} for selection in TIED_BEHIND_ASH]
    return counted(*ballots, contests={"council": ("approval", {})}, **fields)


def drafts():
    return list(Round.objects.filter(status=RoundStatus.DRAFT))


def test_those_who_are_tied_stand_again_for_the_seats_that_are_left():
    voting_round = tied_round(title="Autumn round", slug="autumn")
    publication.publish(voting_round.pk)

    (draft,) = drafts()
    assert draft.mailings.count() == len(planning.USUAL)
    contest = draft.contests.get()
    first = voting_round.contests.get()
    assert sorted(contest.candidates.values_list("key", "name")) == [
        ("birch", "Birch"),
        ("cedar", "Cedar"),
    ]
    assert (contest.seats, contest.run_off_of) == (1, first)
    assert contest.as_rule().threshold == first.as_rule().threshold
    assert (contest.key, contest.office, contest.form, contest.ties) == (
        "council",
        "Council",
        "approval",
        "run_off",
    )


def test_the_draft_says_what_it_follows_and_leaves_its_dates_to_staff():
    voting_round = tied_round(title="Autumn round", slug="autumn", challenge_days=9)
    publication.publish(voting_round.pk)

    (draft,) = drafts()
    assert (draft.title, draft.slug) == ("Run-off: Autumn round", "autumn-run-off")
    assert draft.summary == "Run-off of “Autumn round”, where a tie left open: Council."
    assert (draft.record_date, draft.opens_at, draft.closes_at) == (None, None, None)
    assert (draft.challenge_days, draft.records_minimum, draft.rehearsal) == (9, 1, False)


def test_staff_are_told():
    publication.publish(tied_round().pk)
    (draft,) = drafts()

    mail = OutboxMail.objects.get(kind="alert")
    assert mail.subject == f"{draft.title}: please look"
    assert draft.summary in mail.body
    event = AuditEvent.objects.get(action="round.run_off_prepared")
    assert event.object_id == str(draft.pk)


def test_one_draft_holds_every_contest_that_is_left_open():
    voting_round = counted(
        {"mayor": "ash", "clerk": "birch", "sheriff": "ash"},
        {"mayor": "birch", "clerk": "no-endorsement", "sheriff": "ash"},
        contests={
            "mayor": ("single_choice", HALF_AND_HALF),
            "clerk": ("single_choice", HALF_AND_HALF),
            "sheriff": ("single_choice", HALF_AND_HALF),
        },
    )
    publication.publish(voting_round.pk)

    (draft,) = drafts()
    assert {
        contest.key: sorted(contest.candidates.values_list("key", flat=True))
        for contest in draft.contests.all()
    } == {"mayor": ["ash", "birch"], "clerk": ["birch"]}
    assert "a tie left open: Mayor and Clerk." in draft.summary


def test_a_question_is_put_again():
    voting_round = counted(
        {"measure": "yes"}, {"measure": "no"}, contests={"measure": ("question", HALF_AND_HALF)}
    )
    publication.publish(voting_round.pk)
    (draft,) = drafts()
    assert draft.contests.get().form == "question"
    assert not draft.contests.get().candidates.exists()


def test_a_limit_on_marks_follows_the_number_of_those_who_are_tied():
    ballots = [{"council": selection} for selection in TIED_BEHIND_ASH]
    limited = {"most_marks": 3, "has_no_endorsement": False}
    publication.publish(counted(*ballots, contests={"council": ("approval", limited)}).pk)
    (draft,) = drafts()
    assert draft.contests.get().most_marks == 2


@pytest.mark.parametrize("ties", ["no_endorsement", "endorse_both", "draw"])
def test_other_tie_rules_prepare_nothing(ties):
    ballots = [{"council": selection} for selection in TIED_BEHIND_ASH]
    publication.publish(counted(*ballots, contests={"council": ("approval", {"ties": ties})}).pk)
    assert drafts() == []


def test_nothing_is_prepared_without_a_tie():
    contests = {"mayor": ("single_choice", HALF_AND_HALF)}
    publication.publish(counted({"mayor": "ash"}, contests=contests).pk)
    assert drafts() == []


def test_nothing_follows_from_a_rehearsal():
    publication.publish(tied_round(rehearsal=True).pk)
    assert drafts() == []


def test_nothing_is_prepared_where_nobody_may_know_who_is_tied():
    voting_round = counted(
        {"mayor": "ash"},
        {"mayor": "birch"},
        None,
        contests={"mayor": ("single_choice", HALF_AND_HALF)},
        counts_minimum=3,
        records_minimum=3,
    )
    publication.publish(voting_round.pk)
    assert voting_round.contests.get().result.outcome == "tie"
    assert drafts() == []


def test_publishing_again_prepares_nothing_more_not_even_when_staff_deleted_it():
    voting_round = tied_round()
    publication.publish(voting_round.pk)
    publication.publish(voting_round.pk)
    tasks.publish_round(str(voting_round.pk))
    (draft,) = drafts()
    draft.delete()
    publication.publish(voting_round.pk)
    assert drafts() == []


def test_staff_may_have_taken_the_address_already():
    voting_round = tied_round(slug="x" * 50, title="T" * 120)
    RoundFactory(slug="x" * 42 + "-run-off")
    publication.publish(voting_round.pk)
    draft = Contest.objects.get(run_off_of__isnull=False).round
    assert draft.slug == "x" * 40 + "-run-off-2"
    assert draft.title == "Run-off: " + "T" * 111


def test_a_contest_has_one_run_off():
    first = ContestFactory()
    ContestFactory(run_off_of=first)
    with pytest.raises(IntegrityError, match="run_off_of"), transaction.atomic():
        ContestFactory(run_off_of=first)


@pytest.mark.django_db(transaction=True)
def test_two_workers_prepare_one():
    voting_round = tied_round()
    results = at_once([lambda: publication.publish(voting_round.pk)] * 2)
    assert results == [True, True]
    assert len(drafts()) == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_anywhere_leaves_one_draft_or_none(monkeypatch):
    voting_round = tied_round()
    at = 0
    while True:
        at += 1
        try:
            with dying(monkeypatch, at):
                publication.publish(voting_round.pk)
        except Killed:
            is_public = fresh(voting_round).has_public_outcome
            assert len(drafts()) == int(is_public)
        else:
            break
    assert at > 30
    (draft,) = drafts()
    assert draft.contests.get().candidates.count() == 2
