"""One record as an export sees it: what its ballot counted as, and the marks on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from endorsements.tally.count import count
from endorsements.tally.counts import Count
from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.denominators import BallotNumbers
from endorsements.tally.ranked import read_ranked
from endorsements.tally.selections import read_ranks
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
        """`MARKED`, `AS_BLANK`, `ABSTAINED` or `INVALID`, as the counter judges."""
        numbers = self._numbers(selection)
        if numbers.invalid:
            return INVALID
        if numbers.blank:
            return AS_BLANK
        return ABSTAINED if numbers.abstained else MARKED

    def _numbers(self, selection: str) -> BallotNumbers | Count:
        profile, gone = {selection: 1}, self.withdrawn
        if self.rule.form in RANKED_FORMS:
            # Without the rounds of a count, which take most of the time.
            return read_ranked(self.rule, profile, eligible=1, withdrawn=gone).numbers
        options = self.rule.standing()
        return count(self.rule, profile, eligible=1, tie_order=options, withdrawn=gone)


def has_marks(selection: str, kind: str) -> bool:
    """Whether a ballot that counts as `kind` has marks to show.

    A mark for somebody who withdrew is shown too, even where the ballot counts as blank for it.
    """
    return kind != INVALID and selection not in (BLANK, ABSTAIN)


def contest_of(definition: Mapping[str, Any], withdrawn: Collection[str]) -> Contest:
    """The contest of a frozen definition.

    Args:
        withdrawn: as the contest's result names them.
    """
    return Contest(definition, rule_from_definition(definition), frozenset(withdrawn))


def ranks_offered(rule: Rule) -> int:
    """How many ranks the ballot of a ranked contest prints; 0 in other forms."""
    if rule.form not in RANKED_FORMS:
        return 0
    return rule.most_marks or len(rule.standing())


def ranks_used(contest: Contest, selections: Iterable[str]) -> int:
    """How many ranks the longest of these rankings has; 0 without any that is not invalid.

    A ballot may hold more ranks than it has names: with names repeated, or ranks left empty.
    """
    valid = (text for text in selections if contest.counts_as(text) != INVALID)
    return max((len(read_ranks(text)) for text in valid), default=0)
