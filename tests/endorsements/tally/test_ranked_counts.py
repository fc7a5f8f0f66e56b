"""What holds of every ranked count, for any ballots: nothing is lost, and no order matters."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from endorsements.tally.counts import EXHAUSTED
from endorsements.tally.selections import write_ranks
from endorsements.tally.vocabulary import (
    AT_LEAST,
    BASES_OF_FORM,
    CONTINUING,
    DECIMAL5,
    EXACT,
    EXHAUST,
    EXHAUST_TWO,
    IRV,
    LOOKBACK_EARLIEST,
    LOOKBACK_LATEST,
    LOOKBACK_NONE,
    MORE_THAN,
    NO_ENDORSEMENT,
    SKIP,
    STOP_AT_MAJORITY,
    STOP_AT_TWO_LEFT,
    STV,
    TIE_DRAW,
    TIE_RULES,
    RankedRules,
)
from tests.endorsements.tally.counting import counted
from tests.endorsements.tally.rankings import DRAWN, ranked_rule

KEYS = "abcde"
RANKED_RULES = st.builds(
    RankedRules,
    overvote=st.sampled_from([EXHAUST, SKIP]),
    duplicate=st.sampled_from([EXHAUST, SKIP]),
    skipped=st.sampled_from([EXHAUST, EXHAUST_TWO, SKIP]),
    lookback=st.sampled_from([LOOKBACK_NONE, LOOKBACK_LATEST, LOOKBACK_EARLIEST]),
    stop=st.sampled_from([STOP_AT_MAJORITY, STOP_AT_TWO_LEFT]),
    arithmetic=st.sampled_from([EXACT, DECIMAL5]),
)
STANDING = st.sampled_from([*KEYS, NO_ENDORSEMENT])
RANKINGS = st.lists(STANDING, max_size=6, unique=True).map(lambda keys: [[key] for key in keys])
MESSY = st.lists(st.sets(STANDING, max_size=2), max_size=6)
NUMBERS = st.integers(1, 20) | st.sampled_from([10**5, 10**18])
BALLOTS = st.lists(st.tuples(RANKINGS | MESSY, NUMBERS), max_size=10)
BARS = st.none() | st.tuples(
    st.sampled_from(["1/3", "1/2", "3/5"]),
    st.sampled_from([AT_LEAST, MORE_THAN]),
    st.sampled_from(BASES_OF_FORM[IRV]),
)


@st.composite
def ranked_rules(draw, forms=(IRV, STV)):
    form = draw(st.sampled_from(forms))
    rule = ranked_rule(
        form,
        KEYS,
        bar=draw(BARS) if form == IRV else None,
        has_no_endorsement=True,
        has_abstain=True,
        seats=draw(st.integers(1, 4)) if form == STV else 1,
        ties=draw(st.sampled_from(TIE_RULES)),
    )
    return replace(rule, ranked=draw(RANKED_RULES))


def profile_of(rule, ballots):
    """What the voters mean, written in the ballot's order of candidates."""
    profile = {}
    for ranks, number in ballots:
        text = write_ranks([[key for key in rule.standing() if key in rank] for rank in ranks])
        profile[text] = profile.get(text, 0) + number
    return profile


def count(rule, ballots, **more):
    return counted(rule, profile_of(rule, ballots), **{"tie_order": DRAWN, **more})


@given(ranked_rules(), BALLOTS, st.sets(st.sampled_from(KEYS), max_size=2))
def test_no_vote_is_lost_in_any_round(rule, ballots, withdrawn):
    result = count(rule, ballots, withdrawn=withdrawn)

    for one in result.rounds:
        assert sum(one.tallies.values()) + one.exhausted == result.valid
        assert min([one.exhausted, *one.tallies.values()]) >= 0


@given(ranked_rules(), BALLOTS)
def test_one_transfer_leads_to_the_next_round_and_loses_no_vote(rule, ballots):
    rounds = count(rule, ballots).rounds
    quota = (sum(rounds[0].tallies.values()) + rounds[0].exhausted) // (rule.seats + 1) + 1
    done = set()

    for before, after in pairwise(rounds):
        assert not done & {*before.elected, *before.eliminated}
        done |= {*before.elected, *before.eliminated}
        [(giver, moved)] = before.transfers.items()
        assert not done & set(moved)
        held = {**before.tallies, EXHAUSTED: before.exhausted}
        for to, amount in moved.items():
            assert amount > 0
            held[to] += amount
            held[giver] -= amount
        assert held[giver] == (0 if before.eliminated else quota)
        assert before.eliminated in [(), (giver,)]
        kept = {key: held[key] for key in before.tallies if key not in before.eliminated}
        assert (kept, held[EXHAUSTED]) == (after.tallies, after.exhausted)
    assert not rounds[-1].transfers


@given(ranked_rules(), BALLOTS, st.randoms())
def test_the_order_of_ballots_does_not_matter(rule, ballots, random):
    assert count(rule, random.sample(ballots, len(ballots))) == count(rule, ballots)


@given(ranked_rules(), BALLOTS, st.permutations(KEYS))
def test_the_order_of_candidates_does_not_matter(rule, ballots, keys):
    """With the tie order fixed. Ties are told in the ballot's order, as is a shared endorsement."""
    one, other = count(rule, ballots), count(replace(rule, candidates=tuple(keys)), ballots)

    assert (one.outcome, set(one.tied)) == (other.outcome, set(other.tied))
    assert one.winners == other.winners
    assert list(map(without_order, one.rounds)) == list(map(without_order, other.rounds))


def without_order(counting_round):
    ties = [replace(tie, tied=tuple(sorted(tie.tied))) for tie in counting_round.settled]
    return replace(counting_round, settled=tuple(ties))


@given(BALLOTS, RANKED_RULES, st.integers(2, 10**12))
def test_in_exact_counts_only_proportions_matter(ballots, ranked, times):
    """All numbers times the same: instant run-off goes the same way, with all tallies times it."""
    rule = replace(ranked_rule(IRV, KEYS, has_no_endorsement=True), ranked=ranked)

    one, other = count(rule, ballots), count(rule, [(r, n * times) for r, n in ballots])

    assert (one.winners, one.outcome) == (other.winners, other.outcome)
    for small, large in zip(one.rounds, other.rounds, strict=True):
        assert {key: n * times for key, n in small.tallies.items()} == large.tallies


@given(BALLOTS, RANKED_RULES)
def test_one_seat_by_transferable_vote_is_instant_run_off(ballots, ranked):
    """Until two are left; a quota reached before is a majority that nobody can take away."""
    irv = ranked_rule(IRV, KEYS, has_no_endorsement=True, ties=TIE_DRAW)
    ranked = replace(ranked, stop=STOP_AT_TWO_LEFT)

    one = count(replace(irv, ranked=ranked), ballots)
    other = count(replace(irv, form=STV, ranked=ranked), ballots)

    assert (one.winners, one.outcome) == (other.winners, other.outcome)


@given(BALLOTS, ranked_rules([STV]))
def test_as_many_are_elected_as_there_are_seats(ballots, rule):
    result = count(rule, ballots)

    elected = [key for one in result.rounds for key in one.elected]
    expected = min(rule.seats, len(rule.standing())) if result.valid else 0
    assert len(elected) == len(set(elected)) == expected
    assert result.winners == tuple(key for key in elected if key != NO_ENDORSEMENT)


@given(BALLOTS, st.sampled_from(["1/2", "3/5"]))
def test_who_is_endorsed_has_what_was_needed(ballots, share):
    rule = ranked_rule(IRV, KEYS, bar=(share, MORE_THAN, CONTINUING), has_no_endorsement=True)

    result = count(rule, ballots)

    for winner in result.winners:
        last = result.rounds[-1]
        assert last.tallies[winner] >= result.needed
        assert result.denominator == result.valid - last.exhausted == sum(last.tallies.values())
