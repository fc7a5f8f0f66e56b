"""Rules and outcomes in words: exact, and never better sounding than they are."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsements.tally.single_choice import count_single_choice
from endorsements.tally.vocabulary import (
    MORE_THAN,
    NAMED_ONLY,
    WITHOUT_ABSTENTIONS,
    Quorum,
)
from endorsements.tally.words import (
    choice_names,
    outcome_in_words,
    percent,
    quorum_in_words,
    rule_in_words,
    threshold_in_words,
)
from tests.endorsements.tally.contests import NAMES, ballots, rule

BAR = Fraction(3, 5)


def outcome(selections, the_rule=None, eligible=100):
    the_rule = the_rule or rule()
    counted = count_single_choice(the_rule, Counter(selections), eligible=eligible, tie_order=())
    return outcome_in_words(the_rule, counted, NAMES)


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
            "The result stands only if at least 25 % of the members who may vote in this contest "
            "cast a ballot.",
        ),
    ],
)
def test_a_quorum_in_words(quorum, sentence):
    assert quorum_in_words(quorum) == sentence


def test_a_whole_rule_in_words():
    assert rule_in_words(rule(quorum=Quorum(ballots=40))) == (
        "Mark one choice. A candidate is endorsed with at least 60 % (3/5) of all ballots marked "
        "in this contest. “No endorsement” is a choice like any other; an abstention counts in "
        "the total. A contest left blank does not count in the total. The result stands only if "
        "at least 40 ballots are cast. A tie for the lead endorses nobody."
    )


@pytest.mark.parametrize(
    ("the_rule", "sentence"),
    [
        (rule(base=WITHOUT_ABSTENTIONS), "an abstention does not count in the total."),
        (rule(has_abstain=False), "“No endorsement” is a choice like any other. A contest"),
        (rule(has_no_endorsement=False), "contest. An abstention counts in the total. A contest"),
        (
            rule(has_no_endorsement=False, has_abstain=False),
            "all ballots marked in this contest. A contest left blank",
        ),
        (
            rule(base=NAMED_ONLY),
            "“No endorsement” can be marked, but does not count in the total; an abst",
        ),
    ],
)
def test_a_rule_says_what_counts(the_rule, sentence):
    assert sentence in rule_in_words(the_rule)


@pytest.mark.parametrize(
    ("selections", "the_rule", "sentence"),
    [
        (
            ballots(a=280, b=132),
            rule(),
            "Ash Alder is endorsed with 68 % of 412 ballots; 60 % was needed.",
        ),
        (
            ballots(a=3, b=1, x=5),
            rule("1/2", WITHOUT_ABSTENTIONS, MORE_THAN),
            "Ash Alder is endorsed with 75 % of 4 ballots without abstentions; more than 50 % was "
            "needed.",
        ),
        (
            ballots(n=4, a=3, b=3),
            rule(),
            "“No endorsement” won with 40 % of 10 ballots. Nobody is endorsed.",
        ),
        (
            ballots(a=4, n=4),
            rule("1/2"),
            "A tie for the lead between Ash Alder and “No endorsement”. Nobody is endorsed.",
        ),
        (
            ballots(a=5996, b=4004),
            rule(),
            "No endorsement: Ash Alder has 59.96 % of 10000 ballots; 60 % was needed.",
        ),
        (
            ballots(a=2, b=2, n=1),
            rule(),
            "No endorsement: Ash Alder and Birch Beech have 40 % each of 5 ballots; 60 % was "
            "needed.",
        ),
        (
            ballots(x=3),
            rule(base=NAMED_ONLY),
            "No endorsement: no candidate has a vote of 0 ballots for a named candidate; 60 % was "
            "needed.",
        ),
        (
            ballots(a=3),
            rule(quorum=Quorum(ballots=5)),
            "No quorum: 3 ballots were cast, 5 were needed. Nobody is endorsed.",
        ),
        (
            ballots(a=1),
            rule(quorum=Quorum(ballots=2)),
            "No quorum: 1 ballot was cast, 2 were needed. Nobody is endorsed.",
        ),
        (
            ballots(a=1),
            rule(),
            "Ash Alder is endorsed with 100 % of 1 ballot; 60 % was needed.",
        ),
    ],
)
def test_an_outcome_in_words(selections, the_rule, sentence):
    assert outcome(selections, the_rule) == sentence


def test_every_choice_has_a_name():
    contest = {"candidates": [{"key": key, "name": name} for key, name in NAMES.items()]}

    assert choice_names(contest) == {
        "ash": "Ash Alder",
        "birch": "Birch Beech",
        "cedar": "Cedar Cane",
        "no-endorsement": "No endorsement",
        "abstain": "Abstain",
        "": "Left blank",
    }
