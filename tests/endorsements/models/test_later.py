"""Marks on endorsements: what the database itself refuses."""

from datetime import date

import pytest
from django.db import IntegrityError

from endorsements.models.later import PHRASES, phrase
from tests.factories.endorsements import (
    ContestFactory,
    LaterStateFactory,
    PastEndorsementFactory,
    RoundFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"state": "elected"}, "later_state_is_known"),
        ({"state": "withdrew", "election": "primary"}, "later_state_of_an_election_is_won_or_lost"),
        ({"reason": ""}, "later_state_says_why"),
        ({"state": "rescinded"}, "later_state_by_a_round_names_it"),
        ({"taken_back_because": "Typo."}, "later_state_taken_back_says_why"),
    ],
)
def test_a_mark_is_refused(fields, name):
    with pytest.raises(IntegrityError, match=name):
        LaterStateFactory(**fields)


def test_only_a_round_that_rescinds_is_named():
    with pytest.raises(IntegrityError, match="later_state_by_a_round_names_it"):
        LaterStateFactory(state="won", by_round=RoundFactory())


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("withdrew", "withdrew", "later_state_is_noted_once"),
        ("won", "lost", "later_state_is_not_won_and_lost"),
        ("carried", "not_carried", "later_state_is_not_carried_and_not_carried"),
    ],
)
def test_marks_do_not_contradict_each_other(first, second, name):
    contest = ContestFactory()
    LaterStateFactory(contest=contest, state=first)
    with pytest.raises(IntegrityError, match=name):
        LaterStateFactory(contest=contest, state=second)


def test_one_may_win_the_primary_and_lose_the_general_election():
    contest = ContestFactory()
    LaterStateFactory(contest=contest, state="won", election="primary", on=date(2026, 9, 1))
    lost = LaterStateFactory(contest=contest, state="lost", election="general")
    assert str(lost) == f"{contest}, ash: lost the general election"


def test_what_is_said_of_past_endorsements_are_the_same_words():
    assert {"won", "won the primary", phrase("rescinded")} <= set(PHRASES)
    with pytest.raises(IntegrityError, match="past_endorsement_later_is_known"):
        PastEndorsementFactory(later="elected president")
