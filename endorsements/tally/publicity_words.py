"""Why less than everything is published of a contest, said before voting and with the result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from endorsements.tally.results import (
    COUNTS,
    OUTCOME_ONLY,
    RECORDS,
    fewest_for_records,
    how_much_is_public,
)

_RARE = "could show whose it is, or that a bought vote was delivered"
_WITHHELD = {
    OUTCOME_ONLY: "No numbers",
    COUNTS: "No single ballots and no check codes",
}


def publicity_before_voting(
    definition: Mapping[str, Any], contest: Mapping[str, Any], may_vote: int
) -> str:
    """What voters must know before they vote; empty where everything may be published.

    Args:
        may_vote: members who may vote in the contest: more ballots there cannot be.
    """
    members = "only 1 member" if may_vote == 1 else f"only {may_vote} members"
    less = _less(definition, contest, may_vote, "will be", f"{members} may vote")
    fewest = fewest_for_records(definition, contest)
    if less or fewest <= definition["records_minimum"]:
        return less
    return (
        "Single ballots and check codes will be published only if at least "
        f"{fewest} ballots are cast, for a ballot can be filled in {fewest} ways, and a rare one "
        f"{_RARE}."
    )


def publicity_of_result(
    definition: Mapping[str, Any], contest: Mapping[str, Any], cast: int
) -> str:
    """Why a result shows no more; empty where everything is published.

    Args:
        cast: ballots of the contest.
    """
    were = "only 1 ballot was" if cast == 1 else f"only {cast} ballots were"
    return _less(definition, contest, cast, "are", f"{were} cast")


def _less(
    definition: Mapping[str, Any], contest: Mapping[str, Any], ballots: int, are: str, only: str
) -> str:
    extent = how_much_is_public(definition, contest, ballots)
    if extent == RECORDS:
        return ""
    why = f"{only}, and more could show how somebody voted"
    if ballots >= definition["records_minimum"]:
        ways = fewest_for_records(definition, contest)
        why = f"a ballot can be filled in {ways} ways and {only}, so that a rare one {_RARE}"
    return f"{_WITHHELD[extent]} {are} published: {why}."
