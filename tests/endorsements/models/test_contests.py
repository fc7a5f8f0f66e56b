"""What a contest and its candidates may be, and that scheduling freezes them."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, InternalError, transaction

from endorsements.models import Candidate, Contest, RoundStatus
from endorsements.tally.vocabulary import RESERVED_KEYS
from tests.factories.endorsements import (
    CandidateFactory,
    ContestFactory,
    draft_round,
    open_round,
    scheduled_round,
)
from tests.factories.scorecard import LegislatorFactory
from tests.tampering import guards_off, statuses_in_which

pytestmark = pytest.mark.django_db
S = RoundStatus


@contextmanager
def refused(words):
    with pytest.raises(InternalError, match=words), transaction.atomic():
        yield


def contests_are_frozen():
    return refused("contests are frozen when the round is scheduled")


def candidates_are_frozen():
    return refused("candidates are frozen when the round is scheduled")


def test_a_key_names_one_contest_of_a_round():
    contest = ContestFactory(key="governor")
    ContestFactory(key="governor")

    with pytest.raises(IntegrityError, match="contest_key_once_in_a_round"):
        ContestFactory(round=contest.round, key="governor")


@pytest.mark.parametrize("key", ["a b", "a:b", "a>b", "a=b", "", "ä"])
def test_a_key_is_a_plain_word(key):
    with pytest.raises(IntegrityError, match="contest_key_is_a_plain_word"), transaction.atomic():
        ContestFactory(key=key)
    contest = ContestFactory()
    with pytest.raises(IntegrityError, match="candidate_key_is_a_plain_word"):
        CandidateFactory(contest=contest, key=key)


def test_a_key_names_one_candidate_of_a_contest():
    candidate = CandidateFactory(key="ash")
    CandidateFactory(key="ash")

    with pytest.raises(IntegrityError, match="candidate_key_once_in_a_contest"):
        CandidateFactory(contest=candidate.contest, key="ash")


@pytest.mark.parametrize("key", RESERVED_KEYS)
def test_no_candidate_is_called_like_a_choice_of_ours(key):
    with pytest.raises(IntegrityError, match="candidate_key_is_not_a_reserved_word"):
        CandidateFactory(key=key)


def test_contests_of_a_draft_may_change():
    contest = draft_round(1).contests.get()

    Contest.objects.update(office="Treasurer")
    CandidateFactory(contest=contest)
    contest.delete()

    assert not Candidate.objects.exists()


def test_contests_are_frozen_by_scheduling():
    voting_round = scheduled_round(1, with_keys=False)

    with contests_are_frozen():
        Contest.objects.update(threshold_numerator=1)
    with contests_are_frozen():
        ContestFactory(round=voting_round)
    with contests_are_frozen():
        Contest.objects.all()._raw_delete("default")


def test_a_frozen_contest_cannot_leave_its_round_nor_another_come_in():
    voting_round, other = scheduled_round(1, with_keys=False), ContestFactory()

    with contests_are_frozen():
        Contest.objects.filter(round=voting_round).update(round=other.round)
    with contests_are_frozen():
        Contest.objects.filter(pk=other.pk).update(round=voting_round)


@pytest.mark.parametrize(
    "change",
    [
        {"key": "elm"},
        {"name": "Elm"},
        {"description": "Incumbent"},
        {"position": 9},
    ],
)
def test_candidates_are_frozen_by_scheduling(change):
    scheduled_round(1, with_keys=False)

    with candidates_are_frozen():
        Candidate.objects.filter(key="ash").update(**change)


def test_candidates_cannot_be_added_or_taken_away_after_scheduling():
    voting_round = scheduled_round(1, with_keys=False)

    with candidates_are_frozen():
        CandidateFactory(contest=voting_round.contests.get())
    with candidates_are_frozen():
        Candidate.objects.filter(key="ash").delete()


def test_a_frozen_candidate_cannot_leave_its_contest_nor_another_come_in():
    contest, other = scheduled_round(1, with_keys=False).contests.get(), CandidateFactory(key="elm")

    with candidates_are_frozen():
        Candidate.objects.filter(contest=contest).update(contest=other.contest)
    with candidates_are_frozen():
        Candidate.objects.filter(pk=other.pk).update(contest=contest)


def test_what_is_not_on_the_ballot_may_be_corrected():
    scheduled_round(1, with_keys=False)

    whose = LegislatorFactory()
    Candidate.objects.filter(key="ash").update(
        biography="Longer.", website="https://a.example", legislator=whose
    )

    ash = Candidate.objects.get(key="ash")
    assert (ash.biography, ash.legislator) == ("Longer.", whose)


@pytest.mark.parametrize("is_withdrawn", [True, False])
def test_a_withdrawal_is_noted_while_the_round_is_open_and_at_no_other_time(is_withdrawn):
    voting_round = open_round(1)
    with guards_off():
        Candidate.objects.update(is_withdrawn=not is_withdrawn)

    def note():
        Candidate.objects.update(is_withdrawn=is_withdrawn)

    assert statuses_in_which(voting_round, note) == {(S.OPEN, ""), (S.HELD, S.OPEN)}


def test_a_contest_is_called_by_office_and_district():
    assert str(ContestFactory.build(office="Senate", district="5th Essex")) == "Senate, 5th Essex"
    assert str(ContestFactory.build(office="Governor")) == "Governor"
    assert str(CandidateFactory.build(name="Ash")) == "Ash"
