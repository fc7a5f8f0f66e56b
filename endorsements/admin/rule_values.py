"""A rule as the expert form holds it: name of a field to what stands in it, and back."""

from typing import Any

from endorsements.admin.shares import write_share
from endorsements.models.rules import RANKED_COLUMNS
from endorsements.tally.vocabulary import (
    ALL_BALLOTS,
    AT_LEAST,
    BASES_OF_FORM,
    RANKED_FORMS,
    Quorum,
    RankedRules,
    Rule,
    Threshold,
)

BAR = ["share", "compare", "base"]
SECOND_BAR = ["whom_share", "whom_compare", "whom_base"]
SWITCHES = ["has_no_endorsement", "has_abstain"]
RANKED = list(RANKED_COLUMNS)
EXPERT = ["form", "most_marks", "ties", *BAR, *SECOND_BAR, *SWITCHES, *RANKED]
Values = dict[str, Any]


def values_of(rule: Rule) -> Values:
    """The expert form's values for a rule; whatever the form does not use has its default."""
    usual = next(iter(BASES_OF_FORM[rule.form]), ALL_BALLOTS)
    ranked = rule.ranked or RankedRules()
    return {
        "form": rule.form,
        "most_marks": rule.most_marks,
        "ties": rule.ties,
        **dict(zip(BAR, _bar_values(rule.threshold, usual), strict=True)),
        **dict(zip(SECOND_BAR, _bar_values(rule.whom_threshold, ALL_BALLOTS), strict=True)),
        "has_no_endorsement": rule.has_no_endorsement,
        "has_abstain": rule.has_abstain,
        **vars(ranked),
    }


def rule_of(values: Values, *, seats: int | None, quorum: Quorum) -> Rule:
    """The rule that cleaned values of the expert form say; without candidates."""
    ranked = RankedRules(**{name: values[name] for name in RANKED})
    return Rule(
        candidates=(),
        threshold=_bar_of([values[name] for name in BAR]),
        has_no_endorsement=values["has_no_endorsement"],
        has_abstain=values["has_abstain"],
        quorum=quorum,
        form=values["form"],
        seats=1 if seats is None else seats,
        most_marks=values["most_marks"],
        ties=values["ties"],
        ranked=ranked if values["form"] in RANKED_FORMS else None,
        whom_threshold=_bar_of([values[name] for name in SECOND_BAR]),
    )


def _bar_values(bar: Threshold | None, usual_base: str) -> list[Any]:
    if bar is None:
        return [None, AT_LEAST, usual_base]
    return [write_share(bar.share), bar.compare, bar.base]


def _bar_of(values: list[Any]) -> Threshold | None:
    share, compare, base = values
    return Threshold(share, compare, base) if share else None
