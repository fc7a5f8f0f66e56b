"""What holds of every form, for any ballots: sums, orders that do not matter, and the edges."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsements.tally.vocabulary import (
    APPROVAL,
    ENDORSED,
    FORMS,
    NO_ENDORSEMENT,
    NO_ENDORSEMENT_WON,
    NO_QUORUM,
    OUTCOMES,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    TIE,
)
from tests.endorsements.tally.counting import counted, without_bar
from tests.endorsements.tally.forms import PLAIN_RULES
from tests.endorsements.tally.strategies import (
    ODD_TEXTS,
    any_rule,
    choices,
    only_for,
    rules,
    written,
)

OFFERING_NONE = [form for form in FORMS if PLAIN_RULES[form].has_no_endorsement] + [SCORE, STAR]


@st.composite
def contests(draw, some_rules=any_rule):
    rule = draw(some_rules)
    return rule, draw(st.lists(choices(rule), max_size=12)), draw(st.lists(ODD_TEXTS, max_size=3))


def profile_of(rule, wanted, odd=()):
    return Counter([*(written(rule, choice) for choice in wanted), *odd])


def without_orders(result):
    """Everything of a count but the ballot's order, in which tallies and ties are given."""
    rounds = [
        (one.tallies, one.exhausted, one.elected, one.eliminated, one.transfers,
         [(set(tie.tied), tie.chosen, tie.by, tie.round_number) for tie in one.settled])
        for one in result.rounds
    ]  # fmt: skip
    return replace(result, rounds=(), tied=()), set(result.tied), rounds


@given(contests(), st.sets(st.sampled_from(["ash", "birch"])))
def test_the_numbers_add_up(contest, withdrawn):
    rule, wanted, odd = contest

    result = counted(rule, profile_of(rule, wanted, odd), withdrawn=withdrawn)

    assert result.cast == len(wanted) + len(odd)
    assert result.cast == result.blank + result.invalid + result.marked
    assert 0 <= result.abstained <= result.marked
    assert result.rounds
    assert set(result.tallies) == set(rule.standing()) - withdrawn


@given(contests(), st.sets(st.sampled_from(["ash", "birch"])))
def test_outcome_winners_and_tied_fit_each_other(contest, withdrawn):
    rule, wanted, odd = contest

    result = counted(rule, profile_of(rule, wanted, odd), withdrawn=withdrawn)

    assert result.outcome in OUTCOMES
    assert bool(result.winners) == (result.outcome == ENDORSED)
    assert set(result.winners) <= set(rule.candidates) - withdrawn
    assert not set(result.winners) & set(result.tied)
    assert bool(result.tied) or result.outcome != TIE
    assert (result.outcome == NO_QUORUM) == (result.cast < result.quorum_needed)


@given(contests(), st.randoms())
def test_the_order_of_ballots_does_not_matter(contest, random):
    rule, wanted, odd = contest
    texts = list(profile_of(rule, wanted, odd).items())
    shuffled = random.sample(texts, len(texts))

    assert counted(rule, dict(shuffled)) == counted(rule, dict(texts))


@given(contests(), st.randoms())
def test_the_order_of_candidates_does_not_matter(contest, random):
    rule, wanted, odd = contest
    turned = replace(rule, candidates=tuple(random.sample(rule.candidates, len(rule.candidates))))

    one = counted(rule, profile_of(rule, wanted, odd))
    other = counted(turned, profile_of(turned, wanted, odd))

    assert without_orders(one) == without_orders(other)


MONOTONE = st.sampled_from([SINGLE_CHOICE, QUESTION, APPROVAL, PER_CANDIDATE, SCORE])


@given(contests(MONOTONE.flatmap(rules)))
def test_one_more_ballot_for_somebody_never_hurts_them(contest):
    rule, wanted, odd = contest
    before = counted(rule, profile_of(rule, wanted, odd))

    for winner in before.winners:
        after = counted(rule, profile_of(rule, [*wanted, only_for(rule, winner)], odd))
        assert winner in after.winners


@given(any_rule)
def test_nobody_votes(rule):
    result = counted(rule, {})

    assert (result.cast, result.winners, result.tied) == (0, (), ())
    assert len(result.rounds) == 1
    assert not any(result.rounds[0].tallies.values())


@given(any_rule, st.integers(1, 9))
def test_everybody_abstains(rule, number):
    result = counted(rule, {"abstain": number})

    assert (result.abstained, result.valid, result.winners, result.tied) == (number, 0, (), ())


@pytest.mark.parametrize("form", OFFERING_NONE)
def test_everybody_wants_no_endorsement(form):
    rule = without_bar(PLAIN_RULES[form], has_no_endorsement=True, seats=1)

    result = counted(rule, profile_of(rule, [only_for(rule, NO_ENDORSEMENT)] * 5))

    assert (result.outcome, result.winners) == (NO_ENDORSEMENT_WON, ())


@pytest.mark.parametrize("form", [form for form in FORMS if form != QUESTION])
def test_a_contest_of_one(form):
    rule = replace(PLAIN_RULES[form], candidates=("ash",))

    result = counted(rule, profile_of(rule, [only_for(rule, "ash")] * 5))

    assert (result.outcome, result.winners) == (ENDORSED, ("ash",))
