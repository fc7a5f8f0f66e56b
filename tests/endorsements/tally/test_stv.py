"""Transferable votes: counts checked by hand, to the last fraction and to the last decimal."""

import pytest

from endorsements.tally.counts import BY_DRAW, BY_EARLIER_ROUND, Count, Settled
from endorsements.tally.vocabulary import (
    BAR_NOT_REACHED,
    DECIMAL5,
    ENDORSED,
    EXACT,
    LOOKBACK_EARLIEST,
    LOOKBACK_LATEST,
    LOOKBACK_NONE,
    NO_ENDORSEMENT,
    NO_ENDORSEMENT_WON,
    NO_QUORUM,
    STV,
    TIE_RULES,
    Quorum,
)
from tests.endorsements.tally.counting import counted
from tests.endorsements.tally.rankings import DRAWN, counting_round, ranked_rule

BOTH = pytest.mark.parametrize("arithmetic", [EXACT, DECIMAL5])


def rule_for(seats, candidates="abcd", **fields):
    return ranked_rule(STV, candidates, seats=seats, **fields)


def count(rule, profile, **more):
    return counted(rule, profile, **{"tie_order": DRAWN, **more})


# 58 ballots for 3 seats: the quota is 58 // 4 + 1 = 15. a has 11 too many: 26 ballots at 11/26.
TWO_SURPLUSES = {"a>c>d": 26, "b>c": 22, "c": 4, "d": 6}


def test_every_number_of_an_exact_count():
    rule = rule_for(3, has_abstain=True, quorum=Quorum(ballots=9))
    profile = {**TWO_SURPLUSES, "": 1, "abstain": 2, "x": 4, "a=b": 8}

    assert count(rule, profile) == Count(
        cast=73,
        blank=1,
        invalid=12,
        marked=60,
        abstained=2,
        eligible=1000,
        tallies={"a": 15, "b": 22, "c": 15, "d": 6},
        denominator=58,
        needed=None,
        quorum_needed=9,
        outcome=ENDORSED,
        winners=("a", "b", "c"),
        rounds=(
            counting_round("a 26, b 22, c 4, d 6", elected="ab", a="c 11"),
            counting_round("a 15, b 22, c 15, d 6", elected="c"),
        ),
        quota=15,
        touched={"overvote": 8, "duplicate": 0, "skipped": 0},
    )


def test_five_decimals_are_cut_for_each_ballot():
    """11/26 is 0.42307|69 and 7/22 is 0.31818|18: c misses the quota by 18 cut-off bits."""
    assert count(rule_for(3, arithmetic=DECIMAL5), TWO_SURPLUSES).rounds == (
        counting_round(
            "a 26, b 22, c 4, d 6", elected="ab", a="c 10.99982, exhausted 0.00018"
        ),
        counting_round(
            "a 15, b 22, c 14.99982, d 6", "0.00018", b="c 6.99996, exhausted 0.00004"
        ),
        counting_round("a 15, b 15, c 21.99978, d 6", "0.00022", elected="c"),
    )  # fmt: skip


# 31 ballots for 3 seats, the quota is 8. a's 16 ballots move at 8/16. b then holds 5 of its own and
# 8 of a's at 1/2, 9 in all; its surplus of 1 moves them at 1/9 and at 1/18.
SECOND_HAND = {"a>b>d": 8, "a>d": 4, "a": 4, "b>e": 5, "c>b>e": 3, "d": 3, "e": 4}


def test_a_ballot_moves_at_its_value_times_surplus_over_total():
    assert count(rule_for(3, "abcde"), SECOND_HAND).rounds == (
        counting_round(
            "a 16, b 5, c 3, d 3, e 4", elected="a", a="b 4, d 2, exhausted 2"
        ),
        counting_round("a 8, b 9, c 3, d 5, e 4", 2, elected="b", b="d 4/9, e 5/9"),
        counting_round("a 8, b 8, c 3, d 49/9, e 41/9", 2, eliminated="c", c="e 3"),
        counting_round("a 8, b 8, d 49/9, e 68/9", 2, eliminated="d", d="exhausted 49/9"),
        counting_round("a 8, b 8, e 68/9", "67/9", elected="e"),
    )  # fmt: skip


def test_a_value_is_cut_after_five_decimals_each_time():
    """1/18 is 0.05555|5 and 1/9 is 0.11111|1; what is cut off counts as exhausted."""
    assert count(rule_for(3, "abcde", arithmetic=DECIMAL5), SECOND_HAND).rounds[1:] == (
        counting_round(
            "a 8, b 9, c 3, d 5, e 4", 2, elected="b", b="d 0.4444, e 0.55555, exhausted 0.00005"
        ),
        counting_round("a 8, b 8, c 3, d 5.4444, e 4.55555", "2.00005", eliminated="c", c="e 3"),
        counting_round(
            "a 8, b 8, d 5.4444, e 7.55555", "2.00005", eliminated="d", d="exhausted 5.4444"
        ),
        counting_round("a 8, b 8, e 7.55555", "7.44445", elected="e"),
    )


def test_a_value_may_be_cut_to_nothing():
    """The surplus is 1 of 100,002: a ballot is worth 0.00000|9 of a vote."""
    profile = {"a>d": 100_002, "b": 100_000, "c": 99_999, "d": 1}

    exact = count(rule_for(2), profile)
    cut = count(rule_for(2, arithmetic=DECIMAL5), profile)

    assert exact.rounds[0].transfers == {"a": {"d": 1}}
    assert cut.rounds[0].transfers == {"a": {"exhausted": 1}}
    assert cut.rounds[1] == counting_round(
        "a 100001, b 100000, c 99999, d 1", 1, eliminated="d", d="exhausted 1"
    )


@pytest.mark.parametrize(
    ("valid", "seats", "quota"),
    [(0, 2, 1), (1, 1, 1), (2, 1, 2), (3, 1, 2), (8, 3, 3), (9, 2, 4), (10, 2, 4), (11, 2, 4),
     (12, 2, 5)],
)  # fmt: skip
def test_the_quota(valid, seats, quota):
    assert count(rule_for(seats), {"a": valid, "": 5, "x": 5}).quota == quota


@BOTH
class TestSteps:
    """Counts whose fractions need no more than five decimals."""

    def test_exactly_the_quota_is_no_surplus(self, arithmetic):
        """9 ballots for 2 seats, quota 4: in a's round the lowest is excluded too."""
        rule = rule_for(2, "abc", arithmetic=arithmetic)

        assert count(rule, {"a>b": 4, "b": 2, "c>b": 3}).rounds == (
            counting_round("a 4, b 2, c 3", elected="a", eliminated="b", b="exhausted 2"),
            counting_round("a 4, c 3", 2, elected="c"),
        )

    def test_who_is_elected_receives_nothing(self, arithmetic):
        """16 ballots for 3 seats, quota 5: a's surplus passes over b, who has just the quota."""
        rule = rule_for(3, arithmetic=arithmetic)

        assert count(rule, {"a>b>c": 8, "b": 5, "c": 2, "d": 1}).rounds == (
            counting_round("a 8, b 5, c 2, d 1", elected="ab", a="c 3"),
            counting_round("a 5, b 5, c 5, d 1", elected="c"),
        )

    def test_the_larger_surplus_moves_first(self, arithmetic):
        """19 ballots for 3 seats, quota 5: b's 3 bring d in before a's 1 could reach c."""
        rule = rule_for(3, arithmetic=arithmetic)

        assert count(rule, {"a>c": 6, "b>d": 8, "c": 3, "d": 2}).rounds == (
            counting_round("a 6, b 8, c 3, d 2", elected="ba", b="d 3"),
            counting_round("a 6, b 5, c 3, d 5", elected="d"),
        )

    def test_surpluses_move_before_anybody_is_excluded(self, arithmetic):
        """14 ballots for 2 seats, quota 5: d, the lowest, is saved by a's surplus of 4."""
        rule = rule_for(2, arithmetic=arithmetic)

        result = count(rule, {"a>d": 10, "b": 2, "c": 2, "d": 1})

        assert result.rounds[0].transfers == {"a": {"d": 4}}
        assert result.winners == ("a", "d")

    def test_the_last_ones_are_elected_when_no_more_are_left_than_seats(self, arithmetic):
        """The ballots of the last who is excluded move on, and are shown, before that."""
        rule = rule_for(2, arithmetic=arithmetic)

        assert count(rule, {"a": 3, "b": 3, "c": 2, "d>b": 1}, tie_order="abcd").rounds == (
            counting_round("a 3, b 3, c 2, d 1", eliminated="d", d="b 1"),
            counting_round("a 3, b 4, c 2", elected="b", eliminated="c", c="exhausted 2"),
            counting_round("a 3, b 4", 2, elected="a"),
        )

    def test_more_seats_than_candidates(self, arithmetic):
        rule = rule_for(3, "ab", arithmetic=arithmetic)

        assert count(rule, {"b": 6, "a>b": 2}).rounds == (counting_round("a 2, b 6", elected="ba"),)

    def test_the_last_seats_go_to_whoever_is_left_even_without_a_vote(self, arithmetic):
        """As the Scottish rules have it; a club that does not want that offers fewer seats."""
        rule = rule_for(3, "abc", arithmetic=arithmetic)

        assert count(rule, {"a": 6, "b": 2}).winners == ("a", "b", "c")

    def test_a_contest_of_one(self, arithmetic):
        result = count(rule_for(1, "a", arithmetic=arithmetic), {"a": 1})

        assert (result.outcome, result.winners, result.quota) == (ENDORSED, ("a",), 1)


def test_a_new_surplus_goes_before_an_older_smaller_one():
    """46 ballots for 4 seats, quota 10. b's 6 lift c to 14; c's 4 then go before a's 1.

    c holds 8 ballots at 1 (for d) and 16 at 6/16 (for nobody); all are worth 4/14 of that now.
    """
    profile = {"a>e": 11, "b>c": 16, "c>d": 8, "d": 6, "e": 5}

    assert count(rule_for(4, "abcde"), profile).rounds == (
        counting_round("a 11, b 16, c 8, d 6, e 5", elected="ba", b="c 6"),
        counting_round(
            "a 11, b 10, c 14, d 6, e 5", elected="c", c="d 16/7, exhausted 12/7"
        ),
        counting_round("a 11, b 10, c 10, d 58/7, e 5", "12/7", a="e 1"),
        counting_round(
            "a 10, b 10, c 10, d 58/7, e 6", "12/7", eliminated="e", e="exhausted 6"
        ),
        counting_round("a 10, b 10, c 10, d 58/7", "54/7", elected="d"),
    )  # fmt: skip


class TestTies:
    EQUAL = Settled(("a", "b"), "a", BY_DRAW)

    @pytest.mark.parametrize("ties", TIE_RULES)
    def test_the_draw_decides_whatever_the_rule_for_endorsements(self, ties):
        """19 ballots for 3 seats, quota 5. One draw says who is elected and who moves first."""
        rule = rule_for(3, ties=ties)

        assert count(rule, {"b>d": 7, "a>c": 7, "c": 3, "d": 2}).rounds == (
            counting_round(
                "a 7, b 7, c 3, d 2", elected="ab", a="c 2", settled=[self.EQUAL]
            ),
            counting_round("a 5, b 7, c 5, d 2", elected="c"),
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("lookback", "first", "tie"),
        [
            (LOOKBACK_NONE, "b", Settled(("a", "b"), "b", BY_DRAW)),
            (LOOKBACK_LATEST, "a", Settled(("a", "b"), "a", BY_EARLIER_ROUND, 1)),
            (LOOKBACK_EARLIEST, "a", Settled(("a", "b"), "a", BY_EARLIER_ROUND, 1)),
        ],
    )
    def test_an_earlier_round_decides_who_is_elected_and_moved_first(self, lookback, first, tie):
        """30 ballots for 3 seats, quota 8: a and b have 7 and 6, then 9 and 9."""
        profile = {"a": 7, "b": 6, "c": 6, "d": 6, "e>a": 2, "e>b": 3}

        second = count(rule_for(3, "abcde", lookback=lookback), profile, tie_order="badce").rounds[
            1
        ]

        assert second.elected[0] == first
        assert list(second.transfers) == [first]
        assert second.settled == (tie,)

    def test_a_tie_for_exclusion(self):
        result = count(rule_for(2), {"a": 9, "b": 2, "c": 2, "d": 4})

        # a's surplus of 3 ends; of c, a, d, b (as drawn) b is the last.
        assert result.rounds[1].eliminated == ("b",)
        assert result.rounds[1].settled == (Settled(("b", "c"), "b", BY_DRAW),)

    def test_ties_of_election_and_exclusion_in_one_round(self):
        result = count(rule_for(3), {"a": 4, "b": 4, "c": 1, "d": 1, "c>d": 2, "d>c": 2})

        # 14 ballots, quota 4: both have just the quota, and c and d 3 each.
        assert result.rounds[0].settled == (self.EQUAL, Settled(("c", "d"), "d", BY_DRAW))


class TestNoEndorsement:
    def test_it_takes_a_seat_that_stays_empty(self):
        rule = rule_for(2, "ab", has_no_endorsement=True)

        result = count(rule, {"a": 2, "no-endorsement": 5, "b": 1})

        assert [one.elected for one in result.rounds] == [(NO_ENDORSEMENT,), (), ("a",)]
        assert (result.outcome, result.winners) == (ENDORSED, ("a",))

    def test_it_takes_the_only_seat(self):
        rule = rule_for(1, "ab", has_no_endorsement=True)

        result = count(rule, {"a": 2, "no-endorsement": 5, "b": 1})

        assert (result.outcome, result.winners) == (NO_ENDORSEMENT_WON, ())

    def test_its_ballots_move_on_like_others(self):
        rule = rule_for(1, "ab", has_no_endorsement=True)

        result = count(rule, {"a": 4, "no-endorsement>b": 1, "b": 3, "b>a": 1}, tie_order="ab")

        assert result.rounds[0].transfers == {NO_ENDORSEMENT: {"b": 1}}
        assert result.winners == ("b",)


@pytest.mark.parametrize("seats", [1, 2, 9])
@pytest.mark.parametrize("profile", [{}, {"": 3}, {"abstain": 3}, {"x": 2, "a=b": 1}])
def test_without_a_valid_ballot_there_is_one_round(seats, profile):
    result = count(rule_for(seats, has_abstain=True), profile)

    assert (result.outcome, result.winners, result.quota) == (BAR_NOT_REACHED, (), 1)
    assert result.rounds == (counting_round("a 0, b 0, c 0, d 0"),)


def test_a_withdrawal_takes_a_candidate_out_before_the_first_round():
    """9 valid ballots for 2 seats: the quota is 4, without the one that is blank now."""
    result = count(rule_for(2, "abc"), {"a>b": 5, "c": 4, "a": 1}, withdrawn={"a"})

    assert (result.quota, result.blank) == (4, 1)
    assert result.rounds == (counting_round("b 5, c 4", elected="bc"),)


def test_below_the_quorum_the_rounds_are_shown_and_nobody_is_endorsed():
    result = count(rule_for(2, "ab", quorum=Quorum(ballots=5)), {"a": 3, "": 1})

    assert (result.outcome, result.winners) == (NO_QUORUM, ())
    assert result.rounds == (counting_round("a 3, b 0", elected="ab"),)
