"""One record as an export sees it: what its ballot counted as, and the marks on it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from endorsements.tally.count import count
from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.legality import is_legal
from endorsements.tally.selections import BETWEEN_RANKS, SAME_RANK
from endorsements.tally.vocabulary import ABSTAIN, BLANK, RANKED_FORMS, Rule

# What a ballot counted as; the numbers of each are those of the result.
MARKED = "marked"
AS_BLANK = "blank"
ABSTAINED = "abstain"
INVALID = "invalid"


@dataclass(frozen=True)
class Contest:
    """A contest whose records are exported.

    Args:
        definition: of the contest, as frozen.
        withdrawn: keys of candidates who withdrew; their marks are exported and do not count.
    """

    definition: Mapping[str, Any]
    rule: Rule
    withdrawn: Collection[str] = ()

    @property
    def key(self) -> str:
        return str(self.definition["key"])

    def counts_as(self, selection: str) -> str:
        """`MARKED`, `AS_BLANK`, `ABSTAINED` or `INVALID`, judged by the counter itself."""
        options = self.rule.standing()
        counted = count(
            self.rule, {selection: 1}, eligible=1, tie_order=options, withdrawn=self.withdrawn
        )
        if counted.invalid:
            return INVALID
        if counted.blank:
            return AS_BLANK
        return ABSTAINED if counted.abstained else MARKED

    def has_marks(self, selection: str) -> bool:
        """Whether there are marks that the form can read, whatever they count as."""
        return selection not in (BLANK, ABSTAIN) and is_legal(self.rule, selection)


def contest_of(definition: Mapping[str, Any], withdrawn: Collection[str]) -> Contest:
    """The contest of a frozen definition.

    Args:
        withdrawn: as the contest's result names them.
    """
    return Contest(definition, rule_from_definition(definition), frozenset(withdrawn))


def ranks_of(selection: str) -> list[list[str]]:
    """Keys at each rank of a legal ranking, from the top; an empty rank has none."""
    return [rank.split(SAME_RANK) if rank else [] for rank in selection.split(BETWEEN_RANKS)]


def ranks_offered(rule: Rule) -> int:
    """How many ranks the ballot of a ranked contest prints; 0 in other forms."""
    if rule.form not in RANKED_FORMS:
        return 0
    return rule.most_marks or len(rule.standing())
