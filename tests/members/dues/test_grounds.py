"""Grounds as a short text, and as sentences."""

from dataclasses import fields
from datetime import date

import pytest

from members.dues import grounds as causes
from members.dues.grounds import FACTS, GOOD, Grounds, read_grounds
from members.dues.reasons import in_words, what_helps

EXAMPLES = {
    "kind": "dues",
    "cents": 120_00,
    "paid_on": date(2026, 3, 3),
    "until": date(2027, 3, 3),
    "grace_days": 30,
    "back_kind": "dues",
    "back_cents": 10_00,
    "back_on": date(2026, 3, 4),
    "began": date(2026, 3, 3),
    "minimum_days": 1,
    "least_cents": 10_00,
    "recorded_on": date(2026, 5, 4),
    "frozen_on": date(2026, 5, 3),
    "day": date(2026, 5, 1),
    "left_on": date(2026, 5, 2),
    "attended": 1,
    "needed": 3,
    "since": date(2025, 5, 2),
}


def of(cause: str) -> Grounds:
    return Grounds(cause, **{name: EXAMPLES[name] for name in FACTS[cause]})


@pytest.mark.parametrize("cause", FACTS)
def test_grounds_come_back_from_their_text(cause):
    assert read_grounds(str(of(cause))) == of(cause)


def test_the_text_is_short_and_plain():
    assert str(of(causes.COVERED)) == "covered dues 12000 2026-03-03 2027-03-03"
    assert max(len(str(of(cause))) for cause in FACTS) < 60


def test_a_fact_that_plays_no_part_is_a_dash():
    lapsed = Grounds(causes.LAPSED, kind="dues", until=date(2026, 5, 1), grace_days=0)

    assert str(lapsed) == "lapsed dues 2026-05-01 0 - - -"
    assert read_grounds(str(lapsed)) == lapsed


@pytest.mark.parametrize("text", ["", "because", "covered", "covered dues 12000 2026-03-03 x"])
def test_another_text_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        read_grounds(text)


def test_every_fact_has_its_field_and_its_use():
    used = {name for names in FACTS.values() for name in names}

    assert used == {field.name for field in fields(Grounds)} - {"cause"}


@pytest.mark.parametrize("cause", FACTS)
def test_every_cause_has_words_and_who_is_off_a_roll_learns_what_helps(cause):
    assert in_words(of(cause)).endswith(".")
    assert bool(what_helps(of(cause))) == (cause not in GOOD)


@pytest.mark.parametrize(
    ("attended", "needed", "words"),
    [
        (0, 3, "This chapter asks for 3 meetings since 2 May 2025; none of yours are recorded."),
        (1, 3, "This chapter asks for 3 meetings since 2 May 2025; 1 of yours is recorded."),
        (2, 3, "This chapter asks for 3 meetings since 2 May 2025; 2 of yours are recorded."),
        (0, 1, "This chapter asks for 1 meeting since 2 May 2025; none of yours are recorded."),
    ],
)
def test_attendance_in_words(attended, needed, words):
    found = Grounds(causes.ATTENDANCE, attended=attended, needed=needed, since=date(2025, 5, 2))

    assert in_words(found) == words


def test_grounds_with_a_fact_missing_are_worded_all_the_same():
    assert in_words(Grounds(causes.LEFT)) == "You closed your account on an unknown day."


def test_who_never_paid_is_far_off_and_who_is_good_is_in():
    near = {cause for cause in FACTS if of(cause).is_near}

    assert near == set(FACTS) - {"covered", "grace", "gifts_only", "nothing"}
    assert {cause for cause in FACTS if of(cause).is_good} == {"covered", "grace"}
