"""Records split by the days of an endorsement, by hand."""

from datetime import date

import pytest

from endorsements.before_and_since import Period, Span, Vote, split
from scorecard.grading import PRESENT_RULES, Mark, Rules, grade

DAY = date(2018, 6, 1)
LENIENT = Rules(shown_from=50, marked_below=50, medians_above=50)


def vote(day, mark=Mark.PLUS, rules=PRESENT_RULES):
    return Vote(day, mark, rules)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span.of_day(DAY), "on 1 June 2018"),
        (Span.of_year(2018), "in 2018"),
        (Span(DAY, date(2018, 6, 3)), "between 1 June 2018 and 3 June 2018"),
    ],
)
def test_days_in_words(span, words):
    assert span.in_words == words


def test_votes_fall_on_both_sides_of_a_day_and_those_of_the_day_on_neither():
    found = split(
        [
            vote(date(2018, 5, 31)),
            vote(date(2017, 1, 1), Mark.MINUS),
            vote(DAY, Mark.MINUS),
            vote(date(2018, 6, 2)),
            vote(None),
        ],
        Span.of_day(DAY),
    )
    assert (found.before.grade.score, found.before.base) == (50, 2)
    assert (found.since.grade.score, found.since.base) == (100, 1)
    assert (found.within, found.undated) == (1, 1)


def test_a_year_leaves_out_its_own_votes():
    days = [date(2017, 12, 31), date(2018, 1, 1), date(2018, 12, 31), date(2019, 1, 1)]
    found = split(map(vote, days), Span.of_year(2018))
    assert (found.before.base, found.within, found.since.base) == (1, 2, 1)


def test_times_out_of_office_are_left_out_everywhere():
    out = Mark.NOT_IN_OFFICE
    found = split(
        [vote(date(2017, 1, 1), out), vote(DAY, out), vote(None, out), vote(date(2019, 1, 1))],
        Span.of_day(DAY),
    )
    assert (found.before.base, found.within, found.undated, found.since.base) == (0, 0, 0, 1)
    assert found.before.says == "no scored vote"


def test_the_latest_session_says_whether_a_score_is_shown():
    votes = [vote(date(2001, 1, 1), Mark.ABSENT), vote(date(2003, 1, 1), rules=LENIENT)]
    assert (
        split(votes, Span.of_day(DAY)).before.says
        == "50 of 100 (F), 1 of 2 votes with us, 1 missed"
    )
    swapped = [vote(date(2003, 1, 1), Mark.ABSENT), vote(date(2001, 1, 1), rules=LENIENT)]
    period = split(reversed(swapped), Span.of_day(DAY)).before
    assert period.says == "no score: under 90 % on record, 1 of 2 votes with us, 1 missed"


def test_one_vote_is_one_vote():
    assert Period(grade([Mark.PLUS]), PRESENT_RULES).says == "100 of 100 (A+), 1 of 1 vote with us"


def test_no_vote_has_neither_score_nor_base():
    period = split([], Span.of_day(DAY)).since
    assert (period.score_in_words, period.base_in_words, period.base) == ("no scored vote", "", 0)
