"""Ranked contests for tests, written short: candidates a to e, ballots as they are stored."""

from fractions import Fraction

from endorsements.tally.counts import CountingRound
from endorsements.tally.vocabulary import IRV, TIE_DRAW, RankedRules, Rule, Threshold

# Not the ballot's order, so that a test notices who settles ties by that.
DRAWN = ("no-endorsement", "e", "c", "a", "d", "b")


def ranked_rule(form=IRV, candidates="abcd", *, ties=TIE_DRAW, bar=None, **fields):
    """A rule without "no endorsement" unless asked for.

    Args:
        bar: share, comparison and base of a threshold.
        fields: of the rule, or of its ranked part.
    """
    ranked = {name: fields.pop(name) for name in vars(RankedRules()) if name in fields}
    return Rule(
        candidates=tuple(candidates),
        threshold=Threshold(Fraction(bar[0]), *bar[1:]) if bar else None,
        form=form,
        ties=ties,
        ranked=RankedRules(**ranked),
        **{"has_no_endorsement": False, **fields},
    )


def amounts(text):
    """`amounts("a 6, b 5/2")`: a mapping of keys to exact amounts; none for an empty text."""
    pairs = (part.split() for part in text.split(",") if part)
    return {key: Fraction(amount) for key, amount in pairs}


def counting_round(tallies, exhausted=0, *, elected=(), eliminated=(), settled=(), **transfers):
    """`counting_round("a 6, b 4", eliminated="b", b="a 3, exhausted 1")`."""
    return CountingRound(
        tallies=amounts(tallies),
        exhausted=Fraction(exhausted),
        elected=tuple(elected),
        eliminated=tuple(eliminated),
        transfers={giver: amounts(moved) for giver, moved in transfers.items()},
        settled=tuple(settled),
    )
