"""Filling seats: best first, no further than the seats, and every tie rule at the edge."""

from dataclasses import replace

import pytest

from endorsements.tally.counts import BY_DRAW, Settled
from endorsements.tally.seats import Decision, fill_seats
from endorsements.tally.vocabulary import (
    APPROVAL,
    BAR_NOT_REACHED,
    ENDORSED,
    NO_ENDORSEMENT,
    NO_ENDORSEMENT_WON,
    QUESTION,
    TIE,
    TIE_DRAW,
    TIE_ENDORSES_BOTH,
    TIE_ENDORSES_NOBODY,
    TIE_RUN_OFF,
)
from tests.endorsements.tally.contests import rule
from tests.endorsements.tally.counting import DRAWN

LEAST = 3
OTHERS = [TIE_ENDORSES_NOBODY, TIE_RUN_OFF]


def fill(ties=TIE_ENDORSES_NOBODY, seats=1, form=APPROVAL, tie_order=DRAWN, **amounts):
    amounts = {NO_ENDORSEMENT if key == "none" else key: n for key, n in amounts.items()}
    the_rule = replace(rule(), ties=ties, seats=seats, form=form)
    return fill_seats(the_rule, amounts, lambda amount: amount >= LEAST, tie_order)


@pytest.mark.parametrize("ties", [*OTHERS, TIE_ENDORSES_BOTH, TIE_DRAW])
class TestUnderEveryTieRule:
    def test_nobody_runs(self, ties):
        assert fill(ties) == Decision(BAR_NOT_REACHED)

    def test_nobody_has_a_vote(self, ties):
        assert fill(ties, ash=0, none=0) == Decision(BAR_NOT_REACHED)

    def test_the_best_wins(self, ties):
        assert fill(ties, ash=3, birch=5, cedar=4) == Decision(ENDORSED, ("birch",))

    def test_the_best_win_in_order(self, ties):
        assert fill(ties, 2, ash=3, birch=5, cedar=4) == Decision(ENDORSED, ("birch", "cedar"))

    def test_who_is_below_the_bar_does_not_win(self, ties):
        assert fill(ties, 3, ash=2, birch=5, cedar=2) == Decision(ENDORSED, ("birch",))

    def test_fewer_candidates_than_seats(self, ties):
        assert fill(ties, 9, ash=3, birch=5) == Decision(ENDORSED, ("birch", "ash"))

    def test_a_tie_below_the_bar_is_none(self, ties):
        assert fill(ties, ash=2, birch=2, none=2) == Decision(BAR_NOT_REACHED)

    def test_a_tie_within_the_seats_is_none_and_the_drawn_order_stands(self, ties):
        assert fill(ties, 3, ash=4, birch=4, cedar=4) == Decision(
            ENDORSED, ("cedar", "ash", "birch")
        )

    def test_no_endorsement_wins_without_a_bar(self, ties):
        assert fill(ties, ash=1, none=2) == Decision(NO_ENDORSEMENT_WON)

    def test_no_endorsement_does_not_win_below_a_leader_who_misses_the_bar(self, ties):
        assert fill(ties, ash=2, none=1) == Decision(BAR_NOT_REACHED)

    def test_nobody_below_no_endorsement_is_endorsed(self, ties):
        assert fill(ties, 3, ash=9, birch=4, none=5) == Decision(ENDORSED, ("ash",))

    def test_candidates_before_no_endorsement_are_endorsed(self, ties):
        assert fill(ties, 2, ash=9, birch=6, none=5) == Decision(ENDORSED, ("ash", "birch"))


def test_without_a_drawn_order_equal_winners_stand_as_on_the_ballot():
    assert fill(seats=2, tie_order=(), birch=4, ash=4) == Decision(ENDORSED, ("birch", "ash"))


@pytest.mark.parametrize("ties", OTHERS)
def test_a_tie_endorses_nobody(ties):
    assert fill(ties, ash=4, birch=4, cedar=1) == Decision(TIE, tied=("ash", "birch"))


@pytest.mark.parametrize("ties", OTHERS)
def test_a_tie_for_the_last_seat_leaves_the_other_winners(ties):
    assert fill(ties, 2, ash=4, birch=9, cedar=4) == Decision(
        ENDORSED, ("birch",), tied=("ash", "cedar")
    )


@pytest.mark.parametrize("ties", [*OTHERS, TIE_ENDORSES_BOTH])
def test_a_tie_with_no_endorsement_endorses_nobody(ties):
    assert fill(ties, 2, ash=4, none=4) == Decision(TIE, tied=("ash", NO_ENDORSEMENT))


def test_both_are_endorsed_beyond_the_seats():
    assert fill(TIE_ENDORSES_BOTH, 2, ash=4, birch=9, cedar=4) == Decision(
        ENDORSED, ("birch", "cedar", "ash")
    )


def test_yes_and_no_are_never_both_the_position():
    assert fill(TIE_ENDORSES_BOTH, form=QUESTION, yes=4, no=4) == Decision(TIE, tied=("yes", "no"))


def test_the_draw_fills_the_last_seat():
    assert fill(TIE_DRAW, 2, ash=4, birch=9, cedar=4) == Decision(
        ENDORSED,
        ("birch", "cedar"),
        settled=(Settled(("ash", "cedar"), "cedar", BY_DRAW),),
    )


def test_the_draw_fills_several_seats_one_by_one():
    assert fill(TIE_DRAW, 2, ash=4, birch=4, cedar=4) == Decision(
        ENDORSED,
        ("cedar", "ash"),
        settled=(
            Settled(("ash", "birch", "cedar"), "cedar", BY_DRAW),
            Settled(("ash", "birch"), "ash", BY_DRAW),
        ),
    )


def test_no_endorsement_may_win_the_draw():
    assert fill(TIE_DRAW, ash=4, none=4) == Decision(
        NO_ENDORSEMENT_WON,
        settled=(Settled(("ash", NO_ENDORSEMENT), NO_ENDORSEMENT, BY_DRAW),),
    )


def test_the_draw_ends_with_no_endorsement():
    assert fill(TIE_DRAW, 3, ash=4, cedar=4, none=4) == Decision(
        ENDORSED,
        ("cedar",),
        settled=(
            Settled(("ash", "cedar", NO_ENDORSEMENT), "cedar", BY_DRAW),
            Settled(("ash", NO_ENDORSEMENT), NO_ENDORSEMENT, BY_DRAW),
        ),
    )


def test_a_draw_ends_quietly_when_only_no_endorsement_is_left():
    assert fill(TIE_DRAW, 2, cedar=4, none=4, tie_order=("cedar", NO_ENDORSEMENT)) == Decision(
        ENDORSED,
        ("cedar",),
        settled=(Settled(("cedar", NO_ENDORSEMENT), "cedar", BY_DRAW),),
    )


def test_a_draw_without_an_order_is_never_made():
    with pytest.raises(ValueError, match="not in tuple"):
        fill(TIE_DRAW, ash=4, birch=4, tie_order=())
