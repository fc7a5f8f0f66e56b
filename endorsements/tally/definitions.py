"""A rule as it stands in a frozen definition, and back."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from endorsements.tally.vocabulary import Quorum, RankedRules, Rule, Threshold


def rule_from_definition(contest: Mapping[str, Any]) -> Rule:
    """Read a contest of a frozen definition.

    Raises:
        KeyError, ValueError: the definition lacks a part of the rule.
    """
    quorum, ranked = contest["quorum"] or {}, contest["ranked"]
    return Rule(
        candidates=tuple(candidate["key"] for candidate in contest["candidates"]),
        threshold=_threshold(contest["threshold"]),
        has_no_endorsement=contest["no_endorsement"],
        has_abstain=contest["abstain"],
        quorum=Quorum(
            ballots=quorum.get("ballots"),
            share=Fraction(quorum["share"]) if "share" in quorum else None,
        ),
        form=contest["form"],
        seats=contest["seats"],
        most_marks=contest["most_marks"],
        ties=contest["ties"],
        ranked=None if ranked is None else RankedRules(**ranked),
        whom_threshold=_threshold(contest["whom_threshold"]),
    )


def rule_to_definition(rule: Rule) -> dict[str, Any]:
    """The parts of a contest's definition that are its rule; candidates are left to the caller."""
    return {
        "form": rule.form,
        "seats": rule.seats,
        "most_marks": rule.most_marks,
        "no_endorsement": rule.has_no_endorsement,
        "abstain": rule.has_abstain,
        "threshold": _written_threshold(rule.threshold),
        "whom_threshold": _written_threshold(rule.whom_threshold),
        "quorum": _written_quorum(rule.quorum),
        "ties": rule.ties,
        "ranked": None if rule.ranked is None else dict(vars(rule.ranked)),
    }


def _threshold(written: Mapping[str, Any] | None) -> Threshold | None:
    if written is None:
        return None
    return Threshold(Fraction(written["share"]), written["compare"], written["base"])


def _written_threshold(threshold: Threshold | None) -> dict[str, str] | None:
    if threshold is None:
        return None
    return {
        "share": f"{threshold.share.numerator}/{threshold.share.denominator}",
        "compare": threshold.compare,
        "base": threshold.base,
    }


def _written_quorum(quorum: Quorum) -> dict[str, int | str] | None:
    if quorum.ballots is not None:
        return {"ballots": quorum.ballots}
    if quorum.share is not None:
        return {"share": f"{quorum.share.numerator}/{quorum.share.denominator}"}
    return None
