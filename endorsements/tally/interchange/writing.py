"""A count in the shape in which the open format expects it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from endorsements.tally.count import count
from endorsements.tally.counts import EXHAUSTED, Amount, Count, CountingRound, written
from endorsements.tally.interchange.reading import OpenContest
from endorsements.tally.vocabulary import NO_ENDORSEMENT, NO_QUORUM, STV

_ELECTED = "elected"
_NOBODY = "no_endorsement"


def result_of(contest: OpenContest) -> dict[str, Any]:
    """Count a contest and write what it came to, as a value for JSON."""
    counted = count(
        contest.rule, contest.profile, eligible=contest.eligible, tie_order=contest.tie_order
    )
    winners = [key for key in counted.winners if key != NO_ENDORSEMENT]
    result: dict[str, Any] = {"cast": counted.cast, "valid": counted.valid}
    if contest.rule.form == STV:
        result["quota"] = counted.quota
    result["outcome"] = _outcome(counted, winners)
    result["winners"] = _ids(contest, winners)
    result["rounds"] = [_round(contest, one) for one in counted.rounds]
    return result


def _outcome(counted: Count, winners: list[str]) -> str:
    if counted.outcome == NO_QUORUM:
        return NO_QUORUM
    return _ELECTED if winners else _NOBODY


def _round(contest: OpenContest, one: CountingRound) -> dict[str, Any]:
    arithmetic = contest.rule.ranked.arithmetic if contest.rule.ranked else ""
    ids = {**contest.ids, EXHAUSTED: EXHAUSTED}

    def amounts(of: Mapping[str, Amount]) -> dict[str, int | str]:
        return {ids[key]: written(of[key], arithmetic) for key in ids if key in of}

    return {
        "tallies": amounts(one.tallies),
        "exhausted": written(one.exhausted, arithmetic),
        "elected": _ids(contest, one.elected),
        "eliminated": _ids(contest, one.eliminated),
        "transfers": {ids[key]: amounts(moved) for key, moved in one.transfers.items()},
    }


def _ids(contest: OpenContest, keys: Iterable[str]) -> list[str]:
    return [contest.ids[key] for key in keys]
