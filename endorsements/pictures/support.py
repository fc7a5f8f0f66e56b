"""How strongly a winner is supported, in a figure and a few words for lists."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from endorsements.pictures.answer_bars import answer_scale
from endorsements.pictures.choice_bars import scale_of
from endorsements.pictures.figures import cut, decimals_for
from endorsements.pictures.ranked_bars import decisive, last_round_scale
from endorsements.pictures.scales import Scale
from endorsements.pictures.score_bars import final_scale
from endorsements.pictures.stored import Stored
from endorsements.tally.vocabulary import IRV, PER_CANDIDATE, STAR, STV
from endorsements.tally.words import base_in_words


@dataclass(frozen=True)
class Support:
    """A share, empty where the form has none, and what it is of."""

    share: str
    base: str


def support(stored: Stored, key: str) -> Support:
    """What a list says of somebody who was endorsed."""
    form = stored.rule.form
    if form == STV:
        return _by_quota(stored, key)
    if form == STAR and len(stored.rounds) == 1:
        return Support("", "the only candidate")
    scale = _scale(stored, key)
    amount = (stored.round_tallies[-1] if form in (IRV, STAR) else stored.tallies)[key]
    base = base_in_words(scale.number, scale.base, form)
    return Support(scale.share_cell(amount).text, f"{amount} of {base}{_where(stored)}")


def _scale(stored: Stored, key: str) -> Scale:
    form = stored.rule.form
    if form == PER_CANDIDATE:
        return answer_scale(stored, key)
    if form == STAR:
        return final_scale(stored)
    return last_round_scale(stored) if form == IRV else scale_of(stored)


def _where(stored: Stored) -> str:
    if stored.rule.form == STAR:
        return " in the final"
    is_later = stored.rule.form == IRV and len(stored.rounds) > 1
    return f" in round {len(stored.rounds)}" if is_later else ""


def _by_quota(stored: Stored, key: str) -> Support:
    amount, where = decisive(stored, key)
    votes = cut(Fraction(amount), decimals_for([[amount]]))
    return Support("", f"{where} with {votes} votes; the quota was {stored.numbers['quota']}")
