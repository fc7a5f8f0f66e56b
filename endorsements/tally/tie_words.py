"""How ties fall and how ranks are read, each rule in one sentence."""

from __future__ import annotations

from endorsements.tally.vocabulary import (
    APPROVAL,
    EXHAUST,
    EXHAUST_TWO,
    IRV,
    LOOKBACK_EARLIEST,
    LOOKBACK_LATEST,
    LOOKBACK_NONE,
    PER_CANDIDATE,
    QUESTION,
    SKIP,
    STAR,
    STV,
    TIE_DRAW,
    TIE_ENDORSES_BOTH,
    TIE_ENDORSES_NOBODY,
    TIE_RUN_OFF,
    RankedRules,
    Rule,
)
from endorsements.tally.words import QUOTED_NONE

THE_DRAW = (
    "The public draw puts all choices into an order that nobody can influence: it is worked out "
    "from the last line of the public log when voting closes, before any envelope is opened; the "
    "page “How we count” prints how, so that everybody can work it out again."
)
OVERVOTES_READ = {
    EXHAUST: "Two candidates at one rank: the ballot counts down to the rank before, no further.",
    SKIP: "Two candidates at one rank: this rank is passed over.",
}
DUPLICATES_READ = {
    EXHAUST: "A candidate ranked twice: the ballot counts down to the rank before the second time.",
    SKIP: "A candidate ranked twice: only the higher rank counts.",
}
GAPS_READ = {
    EXHAUST: "A rank left empty: the ballot counts down to the rank before, no further.",
    EXHAUST_TWO: (
        "One rank left empty is passed over; after two empty ranks in a row the ballot counts no "
        "further."
    ),
    SKIP: "A rank left empty is passed over.",
}
LOOKBACKS = {
    LOOKBACK_NONE: "the public draw decides",
    LOOKBACK_LATEST: (
        "what they had in the round before decides, then in the one before that, back to the "
        "first, and if all of that was equal, the public draw"
    ),
    LOOKBACK_EARLIEST: (
        "what they had in the first round decides, then in the second, and so on, and if all of "
        "that was equal, the public draw"
    ),
}


def reading_in_words(ranked: RankedRules) -> list[str]:
    """How ranks are read, a sentence for each rule."""
    return [
        OVERVOTES_READ[ranked.overvote],
        DUPLICATES_READ[ranked.duplicate],
        GAPS_READ[ranked.skipped],
    ]


def ties_in_words(rule: Rule) -> list[str]:
    """What happens in a tie, inside the count and for an endorsement."""
    sentences = [*_inside(rule), *([_for_an_endorsement(rule)] if _may_tie(rule) else [])]
    is_drawn = any("public draw" in sentence for sentence in sentences)
    return [*sentences, THE_DRAW] if is_drawn else sentences


def _may_tie(rule: Rule) -> bool:
    """Whether a tie for an endorsement may be left when the count ends."""
    has_a_place_for_all = rule.seats >= len(rule.candidates)
    return rule.form != STV and not (rule.form in (APPROVAL, PER_CANDIDATE) and has_a_place_for_all)


def _inside(rule: Rule) -> list[str]:
    if rule.form == STAR:
        return ["A tie for a place in the final is settled by the public draw."]
    if rule.ranked is None:
        return []
    equal = "the fewest" if rule.form == IRV else "the most or the least"
    return [f"If several equally have {equal}, {LOOKBACKS[rule.ranked.lookback]}."]


def _for_an_endorsement(rule: Rule) -> str:
    tie = _which_tie(rule)
    if rule.form == QUESTION and rule.ties != TIE_DRAW:
        more = _RUN_OFF if rule.ties == TIE_RUN_OFF else ""
        return f"{tie} gives no position{more}."
    nobody = "nobody" if rule.seats == 1 else "nobody in it"
    return {
        TIE_ENDORSES_NOBODY: f"{tie} endorses {nobody}.",
        TIE_ENDORSES_BOTH: f"{tie} endorses everybody in it{_unless_none(rule)}.",
        TIE_RUN_OFF: f"{tie} endorses {nobody}{_RUN_OFF}.",
        TIE_DRAW: _drawn(rule, tie),
    }[rule.ties]


_RUN_OFF = "; a run-off round between those in it is prepared"


def _which_tie(rule: Rule) -> str:
    if rule.form == QUESTION:
        return "A tie between Yes and No"
    if rule.form == STAR:
        return "A tie in the final, in ballots and in points,"
    if rule.form == IRV:
        return "A tie between the last two, or between two who have enough in the same round,"
    return "A tie for the lead" if rule.seats == 1 else "A tie for the last place"


def _unless_none(rule: Rule) -> str:
    return f", unless {QUOTED_NONE} is in it" if rule.has_no_endorsement else ""


def _drawn(rule: Rule, tie: str) -> str:
    if rule.form == IRV:
        return f"{tie} is settled in the same way."
    return f"{tie} is settled by the public draw."
