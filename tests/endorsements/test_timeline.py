"""Where a round is in its life, in words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from endorsements.models import RoundStatus
from endorsements.timeline import Dates, Stage, Step, life_of_round, place_in, time_left

CLOSES = datetime(2026, 12, 6, 22, tzinfo=UTC)
STAGES = [Stage("a", "First"), Stage("b", "Second", at=CLOSES, note="closes"), Stage("c", "Third")]


def test_place_in_marks_what_is_done_what_is_now_and_what_is_ahead():
    assert place_in(STAGES, "b") == [
        Step("First", "done", None, ""),
        Step("Second", "now", CLOSES, "closes"),
        Step("Third", "ahead", None, ""),
    ]


def test_place_in_finished_marks_everything_as_done():
    assert [step.state for step in place_in(STAGES, "finished")] == ["done", "done", "done"]


@pytest.mark.parametrize(
    ("status", "states"),
    [
        ("draft", "now ahead ahead ahead ahead"),
        ("scheduled", "now ahead ahead ahead ahead"),
        ("open", "done now ahead ahead ahead"),
        ("closed", "done done now ahead ahead"),
        ("mixed", "done done now ahead ahead"),
        ("counted", "done done now ahead ahead"),
        ("published", "done done done now ahead"),
        ("certified", "done done done done done"),
    ],
)
def test_life_of_round_knows_where_each_status_stands(status, states):
    assert [step.state for step in life_of_round(status, Dates())] == states.split()


def test_life_of_round_covers_every_status_that_a_round_can_have_been_in():
    stopped = {RoundStatus.HELD, RoundStatus.ANNULLED}

    for status in set(RoundStatus) - stopped:
        assert life_of_round(status, Dates())


@pytest.mark.parametrize(
    ("status", "at", "note"),
    [
        ("scheduled", CLOSES - timedelta(days=12), "opens"),
        ("open", CLOSES, "closes"),
        ("published", CLOSES, "closed"),
    ],
)
def test_life_of_round_prints_the_date_that_matters_now(status, at, note):
    dates = Dates(opens_at=CLOSES - timedelta(days=12), closes_at=CLOSES)

    voting = life_of_round(status, dates)[1]

    assert (voting.at, voting.note) == (at, note)


def test_life_of_round_says_whose_standing_counted_on_which_day():
    announced = life_of_round("open", Dates(record_date=date(2026, 11, 1)))[0]

    assert announced.note == "for members in good standing on 1 November 2026"


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=3, hours=4, minutes=59), "3 days and 4 hours"),
        (timedelta(days=1, minutes=5), "1 day"),
        (timedelta(hours=1, minutes=1), "1 hour and 1 minute"),
        (timedelta(minutes=20, seconds=59), "20 minutes"),
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(seconds=-1), "less than a minute"),
    ],
)
def test_time_left_names_the_two_largest_units(left, words):
    assert time_left(left) == words
