"""Instant run-off: counts checked by hand for every option, every bar and every tie rule."""

import pytest

from endorsements.tally.counts import BY_DRAW, BY_EARLIER_ROUND, Count, Settled
from endorsements.tally.vocabulary import (
    ALL_BALLOTS,
    ALL_CAST,
    AT_LEAST,
    BAR_NOT_REACHED,
    CONTINUING,
    ENDORSED,
    LOOKBACK_EARLIEST,
    LOOKBACK_LATEST,
    LOOKBACK_NONE,
    MORE_THAN,
    NO_CONSENSUS,
    NO_ENDORSEMENT,
    NO_ENDORSEMENT_WON,
    NO_QUORUM,
    STOP_AT_TWO_LEFT,
    TIE,
    TIE_DRAW,
    TIE_ENDORSES_BOTH,
    TIE_ENDORSES_NOBODY,
    TIE_RULES,
    TIE_RUN_OFF,
    WHOLE_ROLL,
    WITHOUT_ABSTENTIONS,
    Quorum,
)
from tests.endorsements.tally.counting import counted, outcome_of
from tests.endorsements.tally.rankings import DRAWN, counting_round, ranked_rule

NOBODY = (TIE_ENDORSES_NOBODY, TIE_RUN_OFF)
WITH_NONE = {"has_no_endorsement": True}


def count(rule, profile, **more):
    return counted(rule, profile, **{"tie_order": DRAWN, **more})


def outcome(rule, profile, **more):
    return outcome_of(rule, profile, **{"tie_order": DRAWN, **more})


# 20 valid ballots. d is out first: 2 to b, 1 ends. Then c (5): 3 to a, 1 to b, 1 ends.
FOUR = {
    "a>b": 6, "a": 1, "b>a": 5, "c>a": 3, "c>d>b": 1, "c": 1, "d>b": 2, "d": 1,
}  # fmt: skip
FIRST = counting_round("a 7, b 5, c 5, d 3", eliminated="d", d="b 2, exhausted 1")
SECOND = counting_round("a 7, b 7, c 5", 1, eliminated="c", c="a 3, b 1, exhausted 1")
LAST = counting_round("a 10, b 8", 2, elected="a")


def test_every_number_of_a_count():
    rule = ranked_rule(has_abstain=True, quorum=Quorum(ballots=9))
    profile = {**FOUR, "": 2, "abstain": 3, "x": 4, "a=b": 5, "b>>": 1}

    assert count(rule, profile) == Count(
        cast=35,
        blank=2,
        invalid=10,
        marked=23,
        abstained=3,
        eligible=1000,
        tallies={"a": 10, "b": 8, "c": 5, "d": 3},
        denominator=20,
        needed=None,
        quorum_needed=9,
        outcome=ENDORSED,
        winners=("a",),
        rounds=(FIRST, SECOND, LAST),
        touched={"overvote": 5, "duplicate": 0, "skipped": 0},
    )


def test_tallies_and_transfers_are_in_the_ballot_s_order():
    first, second, _ = count(ranked_rule(candidates="dcba"), FOUR).rounds

    assert list(first.tallies) == ["d", "c", "b", "a"]
    assert list(second.transfers["c"]) == ["b", "a", "exhausted"]


class TestWithoutABar:
    def test_a_majority_ends_the_count_at_once(self):
        assert count(ranked_rule(), {"a": 3, "b": 1, "c": 1}).rounds == (
            counting_round("a 3, b 1, c 1, d 0", elected="a"),
        )

    def test_half_is_no_majority(self):
        result = count(ranked_rule(candidates="abc"), {"a": 3, "b": 2, "c>b": 1})

        assert result.rounds[0] == counting_round("a 3, b 2, c 1", eliminated="c", c="b 1")

    def test_the_majority_is_of_the_ballots_that_still_count(self):
        result = count(ranked_rule(candidates="abc"), {"a": 4, "b": 3, "c": 2})

        assert result.winners == ("a",)
        assert result.rounds[1] == counting_round("a 4, b 3", 2, elected="a")

    def test_the_count_can_go_on_until_two_are_left(self):
        rule = ranked_rule(candidates="abc", stop=STOP_AT_TWO_LEFT)

        assert count(rule, {"a": 7, "b": 2, "c>b": 1}).rounds == (
            counting_round("a 7, b 2, c 1", eliminated="c", c="b 1"),
            counting_round("a 7, b 3", elected="a"),
        )

    @pytest.mark.parametrize("ties", TIE_RULES)
    def test_one_candidate_wins_with_one_ballot(self, ties):
        result = count(ranked_rule(candidates="a", ties=ties), {"a": 1})

        assert result.winners == ("a",)
        assert result.rounds == (counting_round("a 1", elected="a"),)

    def test_candidates_without_a_vote_go_one_by_one(self):
        rule = ranked_rule(stop=STOP_AT_TWO_LEFT, ties=TIE_DRAW)
        tie = Settled(("c", "d"), "d", BY_DRAW)

        assert count(rule, {"a": 3, "b": 2}).rounds == (
            counting_round("a 3, b 2, c 0, d 0", eliminated="d", d="", settled=[tie]),
            counting_round("a 3, b 2, c 0", eliminated="c", c=""),
            counting_round("a 3, b 2", elected="a"),
        )


class TestNoEndorsement:
    def test_it_can_win(self):
        result = count(ranked_rule(**WITH_NONE), {"no-endorsement": 3, "a": 2})

        assert (result.outcome, result.winners) == (NO_ENDORSEMENT_WON, ())
        assert result.rounds[-1].elected == (NO_ENDORSEMENT,)

    def test_it_can_be_excluded_and_its_ballots_move_on(self):
        rule = ranked_rule(candidates="ab", **WITH_NONE)

        result = count(rule, {"a": 10, "b": 8, "no-endorsement>b": 4})

        assert result.winners == ("b",)
        assert result.rounds[0].eliminated == (NO_ENDORSEMENT,)
        assert result.rounds[0].transfers == {NO_ENDORSEMENT: {"b": 4}}

    def test_it_needs_the_bar_as_a_candidate_does(self):
        rule = ranked_rule(candidates="ab", bar=("3/5", AT_LEAST, CONTINUING), **WITH_NONE)

        assert outcome(rule, {"no-endorsement": 5, "a": 4}) == (NO_CONSENSUS, ())
        assert outcome(rule, {"no-endorsement": 6, "a": 4}) == (NO_ENDORSEMENT_WON, ())

    def test_everybody_wants_none(self):
        rule = ranked_rule(bar=("3/5", AT_LEAST, ALL_BALLOTS), **WITH_NONE)

        assert outcome(rule, {"no-endorsement": 5}) == (NO_ENDORSEMENT_WON, ())


class TestWithABar:
    @pytest.mark.parametrize(
        ("base", "share", "reached_in", "needed"),
        [
            # a has 7 of 20, 7 of 19, 10 of 18 continuing ballots.
            (CONTINUING, "7/20", 1, 7),
            (CONTINUING, "7/19", 2, 7),
            (CONTINUING, "10/18", 3, 10),
            (CONTINUING, "3/5", None, 11),
            (WITHOUT_ABSTENTIONS, "10/20", 3, 10),
            (WITHOUT_ABSTENTIONS, "11/20", None, 11),
            (ALL_BALLOTS, "10/25", 3, 10),
            (ALL_BALLOTS, "7/25", 1, 7),
            (ALL_CAST, "10/40", 3, 10),
            (ALL_CAST, "11/40", None, 11),
            (WHOLE_ROLL, "1/100", 3, 10),
            (WHOLE_ROLL, "1/50", None, 20),
        ],
    )
    def test_what_the_bar_is_of(self, base, share, reached_in, needed):
        """20 valid ballots, 25 with abstentions, 40 with blank and invalid ones, 1000 members."""
        rule = ranked_rule(bar=(share, AT_LEAST, base), has_abstain=True, lookback=LOOKBACK_NONE)
        profile = {**FOUR, "abstain": 5, "": 8, "x": 7}

        result = count(rule, profile)

        assert (len(result.rounds), result.needed) == (reached_in or 3, needed)
        assert (result.outcome, result.winners) == (
            (ENDORSED, ("a",)) if reached_in else (NO_CONSENSUS, ())
        )

    def test_the_denominator_told_is_that_of_the_last_round(self):
        result = count(ranked_rule(bar=("3/5", AT_LEAST, CONTINUING)), FOUR)

        assert (result.denominator, result.needed) == (18, 11)

    def test_three_of_five_are_sixty_percent(self):
        rule = ranked_rule(bar=("3/5", AT_LEAST, CONTINUING), candidates="ab")

        assert outcome(rule, {"a": 3, "b": 2}) == (ENDORSED, ("a",))
        assert outcome(rule, {"a": 596, "b": 404}) == (NO_CONSENSUS, ())

    def test_more_than_a_share_is_not_the_share(self):
        rule = ranked_rule(bar=("3/5", MORE_THAN, CONTINUING), candidates="ab")

        assert outcome(rule, {"a": 3, "b": 2}) == (NO_CONSENSUS, ())
        assert outcome(rule, {"a": 61, "b": 39}) == (ENDORSED, ("a",))

    def test_the_count_goes_on_below_the_bar_and_ends_with_two(self):
        rule = ranked_rule(bar=("2/3", AT_LEAST, CONTINUING))

        result = count(rule, {"a": 6, "b": 3, "c>b": 1})

        assert result.outcome == NO_CONSENSUS
        assert [one.eliminated for one in result.rounds] == [("d",), ("c",), ()]
        assert result.rounds[-1] == counting_round("a 6, b 4")

    def test_a_single_candidate_needs_the_bar(self):
        rule = ranked_rule(bar=("3/5", AT_LEAST, ALL_BALLOTS), candidates="a", has_abstain=True)

        assert outcome(rule, {"a": 2, "abstain": 2}) == (NO_CONSENSUS, ())
        assert outcome(rule, {"a": 3, "abstain": 2}) == (ENDORSED, ("a",))

    def test_two_left_is_no_reason_to_go_on_beyond_the_bar(self):
        rule = ranked_rule(bar=("1/2", AT_LEAST, CONTINUING), stop=STOP_AT_TWO_LEFT)

        assert len(count(rule, {"a": 5, "b": 3, "c": 2}).rounds) == 1

    def test_the_higher_of_two_who_reach_a_low_bar_wins(self):
        rule = ranked_rule(bar=("1/3", AT_LEAST, CONTINUING))

        assert outcome(rule, {"a": 4, "b": 5, "c": 1}) == (ENDORSED, ("b",))


class TestTiesForExclusion:
    """b, c and d have 4, 4, 4 of round 1's ballots; who is excluded decides who wins."""

    PROFILE = {"a": 6, "b>c": 4, "c>d": 4, "d>b": 4}

    @pytest.mark.parametrize("ties", TIE_RULES)
    def test_the_draw_decides_under_every_tie_rule(self, ties):
        result = count(ranked_rule(ties=ties), self.PROFILE)

        # The last of c, a, d, b is b; c then has 8, d is lowest, and its ballots end.
        assert result.rounds[0].settled == (Settled(("b", "c", "d"), "b", BY_DRAW),)
        assert [one.eliminated for one in result.rounds] == [("b",), ("d",), ()]
        assert result.winners == ("c",)

    def test_another_draw_makes_another_winner(self):
        result = count(ranked_rule(), self.PROFILE, tie_order=("a", "b", "c", "d"))

        assert [one.eliminated for one in result.rounds] == [("d",), ("c",), ()]
        assert result.winners == ("b",)

    @pytest.mark.parametrize(
        ("lookback", "excluded", "settled"),
        [
            (LOOKBACK_NONE, "b", Settled(("b", "c"), "b", BY_DRAW)),
            (LOOKBACK_LATEST, "c", Settled(("b", "c"), "c", BY_EARLIER_ROUND, 2)),
            (LOOKBACK_EARLIEST, "b", Settled(("b", "c"), "b", BY_EARLIER_ROUND, 1)),
        ],
    )
    def test_earlier_rounds_settle_it_first(self, lookback, excluded, settled):
        """b and c: 10 and 11 in round 1, 13 and 12 in round 2, 13 and 13 in round 3."""
        profile = {"a": 40, "b": 10, "c": 11, "d>c": 1, "d": 5, "e>b": 3, "e>c": 1}
        rule = ranked_rule(candidates="abcde", lookback=lookback, stop=STOP_AT_TWO_LEFT)

        third = count(rule, profile).rounds[2]

        assert third.tallies == {"a": 40, "b": 13, "c": 13}
        assert (third.eliminated, third.settled) == ((excluded,), (settled,))


class TestTiesForTheEndorsement:
    EVEN = {"a": 4, "b": 4, "c": 1}

    @pytest.mark.parametrize("ties", NOBODY)
    def test_two_equal_at_last_are_a_tie(self, ties):
        result = count(ranked_rule(candidates="abc", ties=ties), self.EVEN)

        assert (result.outcome, result.winners, result.tied) == (TIE, (), ("a", "b"))
        assert result.rounds[-1] == counting_round("a 4, b 4", 1)

    def test_both_are_endorsed_where_the_rule_says_so(self):
        rule = ranked_rule(candidates="abc", ties=TIE_ENDORSES_BOTH)

        result = count(rule, self.EVEN)

        assert (result.outcome, set(result.winners), result.tied) == (ENDORSED, {"a", "b"}, ())
        assert set(result.rounds[-1].elected) == {"a", "b"}

    def test_a_draw_excludes_one_of_them(self):
        rule = ranked_rule(candidates="abc", lookback=LOOKBACK_NONE)

        assert count(rule, self.EVEN).rounds[1:] == (
            counting_round(
                "a 4, b 4", 1, eliminated="b", b="exhausted 4",
                settled=[Settled(("a", "b"), "b", BY_DRAW)],
            ),
            counting_round("a 4", 5, elected="a"),
        )  # fmt: skip

    def test_before_a_draw_an_earlier_round_decides(self):
        result = count(ranked_rule(candidates="abc"), {"a": 3, "b": 4, "c>a": 1})

        assert result.winners == ("b",)
        assert result.rounds[1].settled == (Settled(("a", "b"), "a", BY_EARLIER_ROUND, 1),)

    @pytest.mark.parametrize("ties", [*NOBODY, TIE_ENDORSES_BOTH])
    def test_without_a_draw_no_earlier_round_decides(self, ties):
        result = count(ranked_rule(candidates="abc", ties=ties), {"a": 3, "b": 4, "c>a": 1})

        assert result.outcome == (ENDORSED if ties == TIE_ENDORSES_BOTH else TIE)
        assert not any(one.settled for one in result.rounds)

    @pytest.mark.parametrize("ties", [*NOBODY, TIE_ENDORSES_BOTH])
    def test_a_tie_with_no_endorsement_endorses_nobody(self, ties):
        rule = ranked_rule(candidates="ab", ties=ties, **WITH_NONE)

        result = count(rule, {"a": 4, "no-endorsement": 4})

        assert (result.outcome, result.winners) == (TIE, ())
        assert result.tied == ("a", NO_ENDORSEMENT)

    def test_no_endorsement_can_win_the_draw(self):
        rule = ranked_rule(candidates="ab", **WITH_NONE)

        result = count(rule, {"a": 4, "no-endorsement": 4})

        assert (result.outcome, result.winners, result.tied) == (NO_ENDORSEMENT_WON, (), ())

    HALF = ("1/2", AT_LEAST, CONTINUING)

    @pytest.mark.parametrize("ties", NOBODY)
    def test_two_who_reach_the_bar_together_are_a_tie(self, ties):
        rule = ranked_rule(ties=ties, bar=self.HALF)

        result = count(rule, {"a": 4, "b": 4})

        assert (result.outcome, result.tied) == (TIE, ("a", "b"))
        assert len(result.rounds) == 1

    def test_both_reach_the_bar_and_are_endorsed(self):
        rule = ranked_rule(ties=TIE_ENDORSES_BOTH, bar=self.HALF)

        assert set(count(rule, {"a": 4, "b": 4}).winners) == {"a", "b"}

    def test_three_reach_a_low_bar_and_are_endorsed(self):
        rule = ranked_rule(ties=TIE_ENDORSES_BOTH, bar=("1/4", AT_LEAST, CONTINUING))

        assert set(count(rule, {"a": 4, "b": 4, "d": 4, "c": 1}).winners) == {"a", "b", "d"}

    def test_the_draw_elects_one_of_those_who_reach_the_bar(self):
        rule = ranked_rule(ties=TIE_DRAW, bar=self.HALF)

        assert count(rule, {"b": 4, "a": 4}).rounds == (
            counting_round(
                "a 4, b 4, c 0, d 0", elected="a", settled=[Settled(("a", "b"), "a", BY_DRAW)]
            ),
        )

    def test_an_earlier_round_elects_one_of_them(self):
        rule = ranked_rule(ties=TIE_DRAW, bar=("1/2", AT_LEAST, WITHOUT_ABSTENTIONS))

        result = count(rule, {"a": 6, "b": 7, "c>a": 3, "c>b": 2})

        tie = Settled(("a", "b"), "b", BY_EARLIER_ROUND, 2)
        assert result.rounds[-1] == counting_round("a 9, b 9", elected="b", settled=[tie])

    @pytest.mark.parametrize("ties", TIE_RULES)
    def test_a_tie_below_the_bar_is_no_consensus(self, ties):
        rule = ranked_rule(ties=ties, bar=("3/5", AT_LEAST, CONTINUING), candidates="ab")

        assert outcome(rule, {"a": 4, "b": 4}) == (NO_CONSENSUS, ())


@pytest.mark.parametrize("bar", [None, ("3/5", AT_LEAST, CONTINUING)])
@pytest.mark.parametrize("ties", TIE_RULES)
@pytest.mark.parametrize("profile", [{}, {"": 3}, {"abstain": 3}, {"x": 2, "a=b": 1}])
def test_without_a_valid_ballot_there_is_one_round(bar, ties, profile):
    result = count(ranked_rule(bar=bar, ties=ties, has_abstain=True), profile)

    assert (result.outcome, result.winners, result.tied) == (BAR_NOT_REACHED, (), ())
    assert result.rounds == (counting_round("a 0, b 0, c 0, d 0"),)
    assert result.denominator == 0


class TestWithdrawals:
    def test_the_ballots_count_for_the_next_preference_from_the_start(self):
        result = count(ranked_rule(candidates="abc"), {"a>b": 5, "c": 4, "a": 1}, withdrawn={"a"})

        assert result.rounds == (counting_round("b 5, c 4", elected="b"),)
        assert (result.blank, result.tallies) == (1, {"b": 5, "c": 4})

    def test_everybody_withdrew(self):
        result = count(ranked_rule(candidates="ab"), {"a>b": 5}, withdrawn={"a", "b"})

        assert (result.outcome, result.blank, result.rounds) == (
            BAR_NOT_REACHED, 5, (counting_round(""),),
        )  # fmt: skip


class TestQuorum:
    RULE = ranked_rule(candidates="ab", quorum=Quorum(ballots=5))

    def test_all_ballots_cast_count(self):
        assert outcome(self.RULE, {"a": 3, "": 1, "x": 1}) == (ENDORSED, ("a",))

    def test_below_it_the_rounds_are_shown_and_nobody_is_endorsed(self):
        result = count(self.RULE, {"a": 3, "": 1})

        assert (result.outcome, result.winners, result.tied) == (NO_QUORUM, (), ())
        assert result.rounds == (counting_round("a 3, b 0", elected="a"),)
