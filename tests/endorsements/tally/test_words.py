"""Shares, bars, amounts and names in words: exact, and never better sounding than they are."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsements.tally.vocabulary import (
    ALL_BALLOTS,
    ALL_CAST,
    CONTINUING,
    MAXIMUM_SCORE,
    MORE_THAN,
    NAMED_ONLY,
    PER_CANDIDATE,
    QUESTION,
    SINGLE_CHOICE,
    STAR,
    WHETHER_WHOM,
    WHOLE_ROLL,
    WITHOUT_ABSTENTIONS,
    Quorum,
    Threshold,
)
from endorsements.tally.words import (
    amount_in_words,
    base_in_words,
    choice_names,
    listed,
    named,
    percent,
    quorum_in_words,
    threshold_in_words,
)
from tests.endorsements.tally.contests import NAMES, rule

BAR = Fraction(3, 5)


@pytest.mark.parametrize(
    ("share", "figure"),
    [
        (Fraction(0), "0 %"),
        (Fraction(1), "100 %"),
        (Fraction(3, 5), "60 %"),
        (Fraction(280, 412), "68 %"),
        (Fraction(1, 3), "33.3 %"),
        (Fraction(2, 3), "66.7 %"),
        (Fraction(1, 8), "12.5 %"),
        (Fraction(1, 1000), "0.1 %"),
        (Fraction(1, 5000), "0.02 %"),
        (Fraction(4999, 5000), "99.98 %"),
        (Fraction(9999, 10000), "99.99 %"),
    ],
)
def test_a_share_has_one_decimal_where_that_is_honest(share, figure):
    assert percent(share) == figure


@pytest.mark.parametrize(
    ("votes", "of", "figure"),
    [
        (5996, 10_000, "59.96 %"),
        (59_999, 100_000, "59.999 %"),
        (6004, 10_000, "60.04 %"),
        (3, 5, "60 %"),
        (599, 1000, "59.9 %"),
        (279, 412, "67.7 %"),
    ],
)
def test_a_share_beside_the_bar_does_not_seem_to_meet_it(votes, of, figure):
    assert percent(Fraction(votes, of), apart_from=BAR) == figure


@given(st.fractions(min_value=0, max_value=1, max_denominator=100_000))
def test_only_the_bar_itself_is_printed_as_the_bar(share):
    assert (percent(share, apart_from=BAR) == "60 %") == (share == BAR)


@given(st.fractions(min_value=0, max_value=1, max_denominator=100_000))
def test_only_all_is_printed_as_all_and_only_nothing_as_nothing(share):
    assert (percent(share) == "100 %") == (share == 1)
    assert (percent(share) == "0 %") == (share == 0)


@given(
    st.fractions(min_value=0, max_value=1, max_denominator=10_000),
    st.fractions(min_value=0, max_value=1, max_denominator=100),
)
def test_a_printed_share_is_near_the_true_one(share, bar):
    printed = Fraction(percent(share, apart_from=bar).removesuffix(" %")) / 100

    assert abs(printed - share) <= Fraction(1, 2000)


@pytest.mark.parametrize(
    ("the_rule", "sentence"),
    [
        (rule(), "at least 60 % (3/5) of all ballots marked in this contest"),
        (
            rule("1/2", WITHOUT_ABSTENTIONS, MORE_THAN),
            "more than 50 % (1/2) of the ballots marked in this contest, abstentions left out",
        ),
        (
            rule("2/3", NAMED_ONLY),
            "at least 66.7 % (2/3) of the ballots marked for a named candidate",
        ),
    ],
)
def test_the_bar_in_words(the_rule, sentence):
    assert threshold_in_words(the_rule.threshold) == sentence


@pytest.mark.parametrize(
    ("quorum", "sentence"),
    [
        (Quorum(), ""),
        (Quorum(ballots=40), "The result stands only if at least 40 ballots are cast."),
        (Quorum(ballots=1), "The result stands only if at least 1 ballot is cast."),
        (
            Quorum(share=Fraction(1, 4)),
            "The result stands only if at least 25 % (1/4) of the members who may vote in this "
            "contest cast a ballot.",
        ),
    ],
)
def test_a_quorum_in_words(quorum, sentence):
    assert quorum_in_words(quorum) == sentence


@pytest.mark.parametrize(
    ("base", "form", "words"),
    [
        (ALL_CAST, SINGLE_CHOICE, "all ballots cast in this contest, blank and invalid ones too"),
        (WHOLE_ROLL, SINGLE_CHOICE, "all members who may vote in this contest"),
        (
            MAXIMUM_SCORE,
            SINGLE_CHOICE,
            "the highest possible score (5 points from each ballot that scores)",
        ),
        (CONTINUING, SINGLE_CHOICE, "the ballots that still count for somebody in that round"),
        (
            CONTINUING,
            STAR,
            "the ballots that score one of the two in the final above the other",
        ),
        (NAMED_ONLY, QUESTION, "the ballots marked Yes or No"),
        (ALL_BALLOTS, PER_CANDIDATE, "all ballots that say anything to that candidate"),
        (
            WITHOUT_ABSTENTIONS,
            PER_CANDIDATE,
            "the ballots that say Yes or No to that candidate",
        ),
        (ALL_BALLOTS, WHETHER_WHOM, "all ballots that answer that question"),
        (
            WITHOUT_ABSTENTIONS,
            WHETHER_WHOM,
            "the ballots that answer that question, abstentions left out",
        ),
    ],
)
def test_every_denominator_has_its_words(base, form, words):
    bar = Threshold(Fraction(1, 2), base=base)

    assert threshold_in_words(bar, form) == f"at least 50 % (1/2) of {words}"


@pytest.mark.parametrize(
    ("number", "base", "form", "words"),
    [
        (412, ALL_BALLOTS, SINGLE_CHOICE, "412 ballots"),
        (1, ALL_BALLOTS, SINGLE_CHOICE, "1 ballot"),
        (1, WITHOUT_ABSTENTIONS, SINGLE_CHOICE, "1 ballot without abstentions"),
        (0, ALL_CAST, SINGLE_CHOICE, "0 ballots cast"),
        (1, WHOLE_ROLL, SINGLE_CHOICE, "1 member who may vote"),
        (500, MAXIMUM_SCORE, SINGLE_CHOICE, "500 points possible"),
        (80, CONTINUING, STAR, "80 ballots with a preference"),
        (80, CONTINUING, SINGLE_CHOICE, "80 ballots that still counted"),
    ],
)
def test_a_denominator_with_its_number(number, base, form, words):
    assert base_in_words(number, base, form) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "0"),
        (112, "112"),
        (Fraction(25, 2), "12.5"),
        (Fraction(120), "120"),
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.66"),
        (Fraction(11_999_999, 100_000), "119.99"),
        (Fraction(1201, 100), "12.01"),
        (Fraction(12_001, 1000), "12"),
        (Fraction(1, 100_000), "less than 0.01"),
    ],
)
def test_an_amount_is_cut_after_two_decimals(amount, words):
    assert amount_in_words(amount) == words


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (["Ash"], "Ash"),
        (["Ash", "Birch"], "Ash and Birch"),
        (["Ash", "Birch", "Cedar"], "Ash, Birch and Cedar"),
    ],
)
def test_a_list_reads_as_people_write_it(parts, words):
    assert listed(parts) == words


def test_no_endorsement_is_quoted_and_candidates_are_named():
    assert named("ash", SINGLE_CHOICE, NAMES) == "Ash Alder"
    assert named("no-endorsement", SINGLE_CHOICE, NAMES) == "“No endorsement”"
    assert named("no-endorsement", QUESTION, {}) == "“No position”"


def test_every_choice_has_a_name():
    contest = {
        "form": "single_choice",
        "candidates": [{"key": key, "name": name} for key, name in NAMES.items()],
    }

    assert choice_names(contest) == {
        "ash": "Ash Alder",
        "birch": "Birch Beech",
        "cedar": "Cedar Cane",
        "no-endorsement": "No endorsement",
        "abstain": "Abstain",
        "": "Left blank",
    }


def test_a_question_is_answered_by_yes_no_or_no_position():
    contest = {
        "form": "question",
        "candidates": [{"key": "yes", "name": "Yes"}, {"key": "no", "name": "No"}],
    }

    assert choice_names(contest) == {
        "yes": "Yes",
        "no": "No",
        "no-endorsement": "No position",
        "abstain": "Abstain",
        "": "Left blank",
    }
