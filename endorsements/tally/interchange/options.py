"""The options of a contest: its `rules`, which say what counts and when it is over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from endorsements.tally.interchange.shapes import (
    MalformedContest,
    a_candidate,
    a_list,
    a_number,
    a_share,
    an_object,
    known_keys,
    one_of,
    part_of,
)
from endorsements.tally.vocabulary import (
    ALL_CAST,
    APPROVAL,
    AT_LEAST,
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
    NAMED_ONLY,
    SINGLE_CHOICE,
    SKIP,
    STAR,
    STOP_AT_MAJORITY,
    STOP_AT_TWO_LEFT,
    STV,
    WITHOUT_ABSTENTIONS,
    Quorum,
    RankedRules,
    Threshold,
)

FORMS_OF_RULES = {
    "plurality": SINGLE_CHOICE,
    "approval": APPROVAL,
    "irv": IRV,
    "stv": STV,
    "star": STAR,
}

_RANKED = ("tie_lookback", "overvote", "duplicate", "skipped")
_OPTIONS = {
    SINGLE_CHOICE: ("tie_order", "quorum", "threshold"),
    APPROVAL: ("tie_order", "quorum", "threshold", "max_marks"),
    IRV: ("tie_order", "quorum", "threshold", "stop", *_RANKED),
    STV: ("tie_order", "quorum", "arithmetic", *_RANKED),
    STAR: ("tie_order", "quorum"),
}
_BASES = {
    SINGLE_CHOICE: {
        "valid": WITHOUT_ABSTENTIONS,
        "cast": ALL_CAST,
        "decisive": NAMED_ONLY,
    },
    APPROVAL: {"valid": WITHOUT_ABSTENTIONS, "cast": ALL_CAST},
    IRV: {"continuing": CONTINUING, "valid": WITHOUT_ABSTENTIONS, "cast": ALL_CAST},
}


def options_of(contest: Mapping[str, Any], form: str) -> dict[str, Any]:
    """The options as written, only those that a form knows; null means absent."""
    options = an_object(contest.get("rules", {}), "rules")
    known_keys(options, "rules", _OPTIONS[form])
    return {key: value for key, value in options.items() if value is not None}


def threshold_of(options: Mapping[str, Any], form: str) -> Threshold | None:
    if "threshold" not in options:
        return None
    where, parts = "rules.threshold", ("share", "compare", "base")
    written = an_object(options["threshold"], where)
    known_keys(written, where, parts)
    share, compare, base = (part_of(written, key, where) for key in parts)
    bases = _BASES[form]
    return Threshold(
        a_share(share, f"{where}.share"),
        one_of(compare, f"{where}.compare", (AT_LEAST, MORE_THAN)),
        bases[one_of(base, f"{where}.base", bases)],
    )


def quorum_of(options: Mapping[str, Any], eligible: int | None) -> Quorum:
    if "quorum" not in options:
        return Quorum()
    written = an_object(options["quorum"], "rules.quorum")
    known_keys(written, "rules.quorum", ("ballots", "share"))
    if len(written) != 1:
        raise MalformedContest("rules.quorum: either “ballots” or “share” is expected.")
    if "ballots" in written:
        return Quorum(ballots=a_number(written["ballots"], "rules.quorum.ballots"))
    share: Fraction = a_share(written["share"], "rules.quorum.share")
    if eligible is None:
        raise MalformedContest("eligible: a quorum by share needs the number of eligible voters.")
    return Quorum(share=share)


def most_marks_of(options: Mapping[str, Any]) -> int | None:
    most = options.get("max_marks")
    return None if most is None else a_number(most, "rules.max_marks", least=1)


def ranked_rules_of(options: Mapping[str, Any], form: str) -> RankedRules | None:
    if form not in (IRV, STV):
        return None

    def chosen(key: str, *words: str, default: str) -> str:
        return one_of(options.get(key, default), f"rules.{key}", words)

    return RankedRules(
        overvote=chosen("overvote", EXHAUST, SKIP, default=EXHAUST),
        duplicate=chosen("duplicate", SKIP, EXHAUST, default=SKIP),
        skipped=chosen("skipped", SKIP, EXHAUST, EXHAUST_TWO, default=SKIP),
        lookback=chosen(
            "tie_lookback",
            LOOKBACK_NONE,
            LOOKBACK_LATEST,
            LOOKBACK_EARLIEST,
            default=LOOKBACK_NONE if form == IRV else LOOKBACK_LATEST,
        ),
        stop=chosen("stop", STOP_AT_MAJORITY, STOP_AT_TWO_LEFT, default=STOP_AT_MAJORITY),
        arithmetic=chosen("arithmetic", DECIMAL5, EXACT, default=DECIMAL5),
    )


def tie_order_of(options: Mapping[str, Any], candidates: Sequence[str]) -> list[str]:
    """Every candidate once, in the order that settles ties; the ballot's order by default."""
    order = a_list(options.get("tie_order", list(candidates)), "rules.tie_order")
    for place, candidate in enumerate(order):
        a_candidate(candidate, f"rules.tie_order[{place}]", candidates)
    if len(order) != len(candidates) or len(set(order)) != len(order):
        raise MalformedContest("rules.tie_order: every candidate must stand there exactly once.")
    return order
