"""Best first, at most as many as there are seats, and the contest's tie rule at the edge.

Source of the tie rules: a tie sends to a run-off at the Harvey Milk Club
(milkclub.org/score_voting); dual endorsement needs an express rule at the Sierra Club
(rmc.sierraclub.org/secretary/policies/matrix.txt).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from endorsements.tally.counts import BY_DRAW, Settled
from endorsements.tally.vocabulary import (
    BAR_NOT_REACHED,
    ENDORSED,
    NO_ENDORSEMENT,
    NO_ENDORSEMENT_WON,
    QUESTION,
    TIE,
    TIE_DRAW,
    TIE_ENDORSES_BOTH,
    Rule,
)

Keys = tuple[str, ...]


@dataclass(frozen=True)
class Decision:
    """Who is endorsed, before the quorum is looked at.

    Args:
        winners: in order of election.
        tied: whom a tie left unsettled, in the ballot's order.
        settled: ties that the draw decided.
    """

    outcome: str
    winners: Keys = ()
    tied: Keys = ()
    settled: tuple[Settled, ...] = ()


def fill_seats(
    rule: Rule,
    amounts: Mapping[str, int],
    is_reached: Callable[[int], bool],
    tie_order: Sequence[str],
) -> Decision:
    """Endorse the best who reach the bar.

    "No endorsement" takes part like a candidate where it is among the amounts, needs no bar, and
    ends the filling: nobody below it is endorsed.

    Args:
        amounts: votes or points of everybody who takes part, in the ballot's order.
        is_reached: whether an amount clears the bar; never true of 0.
        tie_order: see `count.count`.
    """
    winners: Keys = ()
    for amount in sorted(set(amounts.values()) - {0}, reverse=True):
        equal = tuple(key for key, votes in amounts.items() if votes == amount)
        if equal == (NO_ENDORSEMENT,):
            return _without_more(winners, NO_ENDORSEMENT_WON)
        if not is_reached(amount):
            break
        seats_left = rule.seats - len(winners)
        if len(equal) > seats_left or NO_ENDORSEMENT in equal:
            return settle(rule, winners, equal, tie_order)
        winners += in_drawn_order(equal, tie_order)
        if len(winners) == rule.seats:
            break
    return _without_more(winners, BAR_NOT_REACHED)


def settle(rule: Rule, winners: Keys, equal: Keys, tie_order: Sequence[str]) -> Decision:
    """Apply the tie rule to equals of whom not all can be endorsed.

    Args:
        winners: those endorsed before the tie.
        equal: at least two, in the ballot's order; "no endorsement" may be among them.
    """
    if rule.ties == TIE_DRAW:
        return _draw(rule.seats, winners, equal, tie_order)
    # Yes and No to one question cannot both be the position.
    may_have_both = rule.form != QUESTION and NO_ENDORSEMENT not in equal
    if rule.ties == TIE_ENDORSES_BOTH and may_have_both:
        return Decision(ENDORSED, winners + in_drawn_order(equal, tie_order))
    return Decision(ENDORSED if winners else TIE, winners, tied=equal)


def in_drawn_order(equal: Keys, tie_order: Sequence[str]) -> Keys:
    """Equals of whom all are endorsed: as drawn, or as on the ballot where nothing was drawn."""
    places = {key: place for place, key in enumerate(tie_order)}
    return tuple(sorted(equal, key=lambda key: places.get(key, len(places))))


def _draw(seats: int, winners: Keys, equal: Keys, tie_order: Sequence[str]) -> Decision:
    left, settled = list(equal), []
    while len(winners) < seats and left:
        chosen = min(left, key=tie_order.index)
        is_contested = len(winners) + len(left) > seats or NO_ENDORSEMENT in left
        if is_contested and len(left) > 1:
            settled.append(Settled(tuple(left), chosen, BY_DRAW))
        if chosen == NO_ENDORSEMENT:
            break
        winners += (chosen,)
        left.remove(chosen)
    return _without_more(winners, NO_ENDORSEMENT_WON, settled)


def _without_more(winners: Keys, otherwise: str, settled: Sequence[Settled] = ()) -> Decision:
    return Decision(ENDORSED if winners else otherwise, winners, settled=tuple(settled))
