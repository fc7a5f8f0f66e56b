"""Single choice: worked examples, exact boundaries, and what holds for any ballots."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsements.tally.counts import Count, CountingRound
from endorsements.tally.single_choice import count_single_choice
from endorsements.tally.vocabulary import (
    ABSTAIN,
    ALL_BALLOTS,
    ALL_CAST,
    BAR_NOT_REACHED,
    ENDORSED,
    MORE_THAN,
    NAMED_ONLY,
    NO_CONSENSUS,
    NO_ENDORSEMENT,
    NO_ENDORSEMENT_WON,
    NO_QUORUM,
    QUESTION,
    TIE,
    TIE_DRAW,
    TIE_ENDORSES_BOTH,
    TIE_RUN_OFF,
    WHOLE_ROLL,
    WITHOUT_ABSTENTIONS,
    Quorum,
)
from tests.endorsements.tally.contests import CANDIDATES, ballots, rule
from tests.endorsements.tally.counting import DRAWN, without_bar

BASES = [ALL_BALLOTS, WITHOUT_ABSTENTIONS, NAMED_ONLY]
# A 58, B 20, no endorsement 12, abstain 10: the worked example of the organisation's own rule.
DIVIDED = ballots(a=58, b=20, n=12, x=10)


def count(selections, the_rule=None, eligible=1000, withdrawn=()):
    return count_single_choice(
        the_rule or rule(),
        Counter(selections),
        eligible=eligible,
        tie_order=DRAWN,
        withdrawn=withdrawn,
    )


def test_every_number_of_a_count():
    tallies = {"ash": 6, "birch": 2, "cedar": 0, NO_ENDORSEMENT: 1}

    assert count(ballots(a=6, b=2, n=1, x=1, blank=2, odd=1)) == Count(
        cast=13,
        blank=2,
        invalid=1,
        marked=10,
        abstained=1,
        eligible=1000,
        tallies=tallies,
        denominator=10,
        needed=6,
        quorum_needed=0,
        outcome=ENDORSED,
        winners=("ash",),
        rounds=(CountingRound(tallies, elected=("ash",)),),
    )


@pytest.mark.parametrize(
    ("base", "share", "outcome"),
    [
        (ALL_BALLOTS, Fraction(58, 100), BAR_NOT_REACHED),
        (WITHOUT_ABSTENTIONS, Fraction(58, 90), ENDORSED),
        (NAMED_ONLY, Fraction(58, 78), ENDORSED),
    ],
)
def test_the_denominator_decides_the_worked_example(base, share, outcome):
    counted = count(DIVIDED, rule(base=base))

    assert (counted.share("ash"), counted.outcome) == (share, outcome)


@pytest.mark.parametrize(
    ("name", "selections", "the_rule", "outcome", "winners"),
    [
        ("3 of 5 is 60 %", ballots(a=3, b=2), rule(), ENDORSED, ("ash",)),
        ("2 of 4 is not", ballots(a=2, b=1, n=1), rule(), BAR_NOT_REACHED, ()),
        ("599 of 1000 is not", ballots(a=599, b=401), rule(), BAR_NOT_REACHED, ()),
        ("600 of 1000 is", ballots(a=600, b=400), rule(), ENDORSED, ("ash",)),
        ("5996 of 10000 is not", ballots(a=5996, b=4004), rule(), BAR_NOT_REACHED, ()),
        ("2 of 3 is two thirds", ballots(a=2, b=1), rule("2/3"), ENDORSED, ("ash",)),
        ("666 of 1000 is not", ballots(a=666, b=334), rule("2/3"), BAR_NOT_REACHED, ()),
        ("half is not more than half", ballots(a=2, n=1, b=1), rule("1/2", compare=MORE_THAN),
         BAR_NOT_REACHED, ()),
        ("half is at least half", ballots(a=2, n=1, b=1), rule("1/2"), ENDORSED, ("ash",)),
        ("one more than half", ballots(a=3, n=2), rule("1/2", compare=MORE_THAN), ENDORSED,
         ("ash",)),
        ("everybody", ballots(a=7), rule("1/1"), ENDORSED, ("ash",)),
        ("no endorsement leads", ballots(a=3, n=4, b=3), rule(), NO_ENDORSEMENT_WON, ()),
        ("no endorsement leads with a bare one", ballots(n=1), rule(), NO_ENDORSEMENT_WON, ()),
        ("no endorsement cannot lead among the named", ballots(a=3, n=9), rule(base=NAMED_ONLY),
         ENDORSED, ("ash",)),
        ("no endorsement alone, named only", ballots(n=9), rule(base=NAMED_ONLY),
         BAR_NOT_REACHED, ()),
        ("abstentions cannot lead", ballots(a=3, x=9), rule(base=WITHOUT_ABSTENTIONS), ENDORSED,
         ("ash",)),
        ("abstentions count in all ballots", ballots(a=3, x=9), rule(), BAR_NOT_REACHED, ()),
        ("only abstentions", ballots(x=9), rule(base=WITHOUT_ABSTENTIONS), BAR_NOT_REACHED, ()),
        ("nobody voted", [], rule(), BAR_NOT_REACHED, ()),
        ("only blank ballots", ballots(blank=4), rule(), BAR_NOT_REACHED, ()),
        ("only invalid ballots", ballots(odd=4), rule(), BAR_NOT_REACHED, ()),
        ("blank ballots are not in the base", ballots(a=3, b=2, blank=90), rule(), ENDORSED,
         ("ash",)),
        ("invalid ballots are not in the base", ballots(a=3, b=2, odd=90), rule(), ENDORSED,
         ("ash",)),
        ("a tie below the bar", ballots(a=5, b=5), rule(), BAR_NOT_REACHED, ()),
        ("a tie with no endorsement below the bar", ballots(a=5, n=5), rule(), BAR_NOT_REACHED,
         ()),
        ("a tie above a low bar", ballots(a=5, b=5, n=1), rule("1/3"), TIE, ()),
    ],
)  # fmt: skip
def test_outcomes(name, selections, the_rule, outcome, winners):
    counted = count(selections, the_rule)

    assert (counted.outcome, counted.winners) == (outcome, winners)


def test_a_tie_names_all_who_lead():
    counted = count(ballots(a=4, b=4, c=1), rule("1/3"))

    assert counted.tied == ("ash", "birch")


def test_a_tie_with_no_endorsement_is_a_tie():
    counted = count(ballots(a=4, n=4), rule("1/2"))

    assert (counted.outcome, counted.tied) == (TIE, ("ash", NO_ENDORSEMENT))


@pytest.mark.parametrize(
    ("quorum", "cast", "outcome"),
    [
        (Quorum(ballots=5), 4, NO_QUORUM),
        (Quorum(ballots=5), 5, ENDORSED),
        (Quorum(share=Fraction(1, 3)), 3, NO_QUORUM),
        (Quorum(share=Fraction(1, 3)), 4, ENDORSED),
        (Quorum(), 1, ENDORSED),
    ],
)
def test_a_quorum_counts_all_ballots_cast(quorum, cast, outcome):
    counted = count(ballots(a=1, blank=cast - 1), rule(quorum=quorum), eligible=10)

    assert counted.outcome == outcome
    assert counted.winners == (("ash",) if outcome == ENDORSED else ())


@pytest.mark.parametrize(
    ("base", "denominator", "outcome"),
    [(ALL_CAST, 105, BAR_NOT_REACHED), (WHOLE_ROLL, 200, BAR_NOT_REACHED)],
)
def test_the_worked_example_under_wider_denominators(base, denominator, outcome):
    counted = count([*DIVIDED, "", "", "", "odd", "odd"], rule(base=base), eligible=200)

    assert (counted.denominator, counted.outcome) == (denominator, outcome)


@pytest.mark.parametrize(
    ("name", "selections", "outcome", "winners"),
    [
        ("the most votes win", ballots(a=3, b=2, n=2), ENDORSED, ("ash",)),
        ("one vote is enough", ballots(a=1, x=9), ENDORSED, ("ash",)),
        ("no endorsement has most", ballots(a=3, n=4), NO_ENDORSEMENT_WON, ()),
        ("nobody has a vote", ballots(x=3, blank=2), BAR_NOT_REACHED, ()),
        ("a tie", ballots(a=3, b=3), TIE, ()),
    ],
)
def test_without_a_bar(name, selections, outcome, winners):
    counted = count(selections, without_bar(rule()))

    assert (counted.outcome, counted.winners, counted.needed) == (outcome, winners, None)
    assert counted.denominator == counted.valid


@pytest.mark.parametrize(
    ("ties", "selections", "outcome", "winners"),
    [
        (TIE_RUN_OFF, ballots(a=4, b=4), TIE, ()),
        (TIE_ENDORSES_BOTH, ballots(a=4, b=4), ENDORSED, ("ash", "birch")),
        (TIE_ENDORSES_BOTH, ballots(a=4, n=4), TIE, ()),
        (TIE_DRAW, ballots(a=4, b=4), ENDORSED, ("ash",)),
        (TIE_DRAW, ballots(a=4, c=4), ENDORSED, ("cedar",)),
        (TIE_DRAW, ballots(a=4, n=4), NO_ENDORSEMENT_WON, ()),
        (TIE_DRAW, ballots(c=4, n=4), ENDORSED, ("cedar",)),
    ],
)
def test_ties_follow_the_rule_chosen_beforehand(ties, selections, outcome, winners):
    counted = count(selections, without_bar(rule(), ties=ties))

    assert (counted.outcome, counted.winners) == (outcome, winners)


def test_there_is_one_seat_whatever_the_rule_says():
    assert count(ballots(a=4, b=3), without_bar(rule(), seats=2)).winners == ("ash",)


def question(selections, **fields):
    keys = {"y": "yes", "o": "no", "n": NO_ENDORSEMENT, "x": ABSTAIN}
    the_rule = replace(rule(), candidates=("yes", "no"), form=QUESTION, **fields)
    return count([keys[letter] for letter in selections], the_rule)


@pytest.mark.parametrize(
    ("selections", "fields", "outcome", "winners"),
    [
        ("yyyon", {}, ENDORSED, ("yes",)),
        ("oooyy", {}, ENDORSED, ("no",)),
        ("yyoox", {}, NO_CONSENSUS, ()),
        ("nnnyo", {}, NO_ENDORSEMENT_WON, ()),
        ("yyyoxx", {}, NO_CONSENSUS, ()),
        ("xxx", {}, NO_CONSENSUS, ()),
        ("", {}, NO_CONSENSUS, ()),
        ("yo", {"threshold": None}, TIE, ()),
        ("yo", {"threshold": None, "ties": TIE_ENDORSES_BOTH}, TIE, ()),
        ("yo", {"threshold": None, "ties": TIE_DRAW}, ENDORSED, ("no",)),
        ("y", {"quorum": Quorum(ballots=2)}, NO_QUORUM, ()),
    ],
)
def test_a_question_has_a_position_or_none(selections, fields, outcome, winners):
    counted = question(selections, **fields)

    assert (counted.outcome, counted.winners) == (outcome, winners)


def test_without_a_quorum_a_tie_is_not_named():
    counted = count(ballots(a=1, b=1), rule("1/3", quorum=Quorum(ballots=3)))

    assert (counted.outcome, counted.tied) == (NO_QUORUM, ())


def test_a_vote_for_a_withdrawn_candidate_is_blank():
    counted = count(ballots(a=3, b=2, c=4), withdrawn={"cedar"})

    assert counted.tallies == {"ash": 3, "birch": 2, NO_ENDORSEMENT: 0}
    assert (counted.blank, counted.denominator, counted.winners) == (4, 5, ("ash",))


def test_a_withdrawal_of_somebody_unknown_changes_nothing():
    assert count(DIVIDED, withdrawn={"nobody"}) == count(DIVIDED)


def test_options_that_a_contest_does_not_offer_are_invalid():
    counted = count(ballots(a=3, n=2, x=1), rule(has_no_endorsement=False, has_abstain=False))

    assert counted.tallies == {"ash": 3, "birch": 0, "cedar": 0}
    assert (counted.invalid, counted.denominator) == (3, 3)


MARKS = st.sampled_from([*CANDIDATES, NO_ENDORSEMENT, ABSTAIN, "", "odd"])
SELECTIONS = st.lists(MARKS, max_size=40)
RULES = st.builds(
    rule,
    st.sampled_from(["1/2", "3/5", "2/3", "1/3", "1/1"]),
    st.sampled_from(BASES),
    quorum=st.sampled_from([Quorum(), Quorum(ballots=9), Quorum(share=Fraction(1, 7))]),
)
WITHDRAWN = st.sets(st.sampled_from(CANDIDATES), max_size=2)


@given(SELECTIONS, RULES, WITHDRAWN)
def test_the_sums_always_add_up(selections, the_rule, withdrawn):
    counted = count(selections, the_rule, withdrawn=withdrawn)

    assert counted.cast == len(selections) == counted.marked + counted.blank + counted.invalid
    assert counted.marked == sum(counted.tallies.values()) + counted.abstained
    assert 0 <= counted.denominator <= counted.marked


@given(SELECTIONS, RULES, WITHDRAWN, st.randoms())
def test_the_order_of_ballots_does_not_matter(selections, the_rule, withdrawn, random):
    shuffled = random.sample(selections, len(selections))

    assert count(shuffled, the_rule, withdrawn=withdrawn) == count(
        selections, the_rule, withdrawn=withdrawn
    )


@given(SELECTIONS, RULES)
def test_one_more_vote_never_harms_the_winner(selections, the_rule):
    counted = count(selections, the_rule)

    for winner in counted.winners:
        assert count([*selections, winner], the_rule).winners == (winner,)


@given(SELECTIONS, RULES)
def test_one_more_vote_for_another_never_makes_a_winner(selections, the_rule):
    for other in CANDIDATES:
        before, after = count(selections, the_rule), count([*selections, other], the_rule)
        if before.outcome != NO_QUORUM:
            assert set(after.winners) <= {other, *before.winners}


@given(SELECTIONS, RULES)
def test_a_winner_leads_alone_and_has_what_was_needed(selections, the_rule):
    counted = count(selections, the_rule)

    for winner in counted.winners:
        votes = counted.tallies[winner]
        assert votes >= counted.needed >= 1
        assert counted.share(winner) >= the_rule.threshold.share
        others = Counter(counted.tallies) - Counter({winner: votes})
        assert all(others[key] < votes for key in CANDIDATES)


@given(SELECTIONS, RULES, WITHDRAWN)
def test_who_withdrew_is_never_endorsed(selections, the_rule, withdrawn):
    counted = count(selections, the_rule, withdrawn=withdrawn)

    assert not withdrawn & {*counted.winners, *counted.tied, *counted.tallies}
