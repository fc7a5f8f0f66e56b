"""What a contest that is not published whole should look like, from what is published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from endorsements.tally.count import count
from endorsements.tally.counts import Count
from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.denominators import BallotNumbers
from endorsements.tally.outcome_words import short_sentence
from endorsements.tally.results import drawn_order, result_of, withdrawn_from
from endorsements.tally.vocabulary import (
    BAR_NOT_REACHED,
    BLANK,
    ENDORSED,
    IRV,
    NO_CONSENSUS,
    NO_ENDORSEMENT_WON,
    QUESTION,
    RANKED_FORMS,
    STAR,
    TIE,
    TIE_DRAW,
    TIE_ENDORSES_BOTH,
    WHETHER_WHOM,
    Rule,
)
from endorsements.tally.words import choice_names
from endorsements.verifier.examination import Examination
from endorsements.verifier.published import Impossible, Published
from endorsements.verifier.published_rounds import count_by_rounds
from endorsements.verifier.sums import some_ballots

FORMS_WITH_ROUNDS = (*RANKED_FORMS, STAR)


class Recount:
    """A contest with all that is known of it without a single ballot."""

    def __init__(self, ex: Examination, contest: Mapping[str, Any]) -> None:
        self.definition, self.contest = ex.record.definition, contest
        self.rule = rule_from_definition(contest)
        self.ballots, self.eligible = ex.ballots_in(contest["key"]), ex.voters_in(contest["key"])
        self.gone = withdrawn_from(contest, ex.state.withdrawn)
        self.order = drawn_order(contest, ex.seed)

    def from_ballots(self, profile: Mapping[str, int]) -> dict[str, Any]:
        """The result of these ballots."""
        return self._as_result(
            count(
                self.rule,
                profile,
                eligible=self.eligible,
                tie_order=self.order,
                withdrawn=self.gone,
            )
        )

    def from_numbers(self, published: Mapping[str, Any]) -> dict[str, Any]:
        """The result that follows from the published numbers.

        Numbers that cannot be those of so many ballots give the result of blank ballots.
        """
        standing = tuple(key for key in self.rule.standing() if key not in self.gone)
        try:
            return self._from_numbers(Published(dict(published), standing))
        except Impossible:
            return self.from_ballots({BLANK: self.ballots})

    def _from_numbers(self, published: Published) -> dict[str, Any]:
        if self.rule.form in FORMS_WITH_ROUNDS:
            numbers = self._numbers(published)
            return self._as_result(count_by_rounds(self.rule, published, numbers, self.order))
        profile = some_ballots(self.rule, published)
        if sum(profile.values()) != self.ballots:
            raise Impossible
        return self.from_ballots(profile)

    def _numbers(self, published: Published) -> BallotNumbers:
        numbers = BallotNumbers(
            cast=self.ballots,
            blank=published.blank,
            invalid=published.invalid,
            abstained=published.abstained,
            eligible=self.eligible,
        )
        if numbers.valid < 0 or (numbers.abstained and not self.rule.has_abstain):
            raise Impossible
        return numbers

    def from_outcome(self, published: Mapping[str, Any]) -> dict[str, Any]:
        """The result as published where not even numbers are, with all put right that is known.

        Known are ballots, voters, rule, withdrawals, a missed quorum, and that outcome, winners
        and sentence must fit each other.
        """
        expected = self.from_ballots({BLANK: self.ballots})
        outcome, winners = published.get("outcome"), published.get("winners")
        if self.ballots == 0 or self.ballots < self.rule.quorum.needed(self.eligible):
            return expected
        if outcome == ENDORSED and self._may_have_won(winners):
            won = list(winners or [])
        elif outcome in _outcomes_without_winner(self.rule):
            won = []
        else:
            return expected
        sentence = short_sentence(self.rule, str(outcome), won, choice_names(self.contest))
        return {**expected, "outcome": outcome, "winners": won, "sentence": sentence}

    def _may_have_won(self, winners: Any) -> bool:
        standing = [key for key in self.rule.candidates if key not in self.gone]
        most = len(standing) if self.rule.ties == TIE_ENDORSES_BOTH else self.rule.seats
        return (
            isinstance(winners, list)
            and 0 < len(winners) <= most
            and all(isinstance(key, str) and winners.count(key) == 1 for key in winners)
            and set(winners) <= set(standing)
        )

    def _as_result(self, counted: Count) -> dict[str, Any]:
        return result_of(
            self.definition,
            self.contest,
            counted,
            tie_order=self.order,
            withdrawn=self.gone,
        )


def _outcomes_without_winner(rule: Rule) -> list[str]:
    """Outcomes that endorse nobody and are possible in a contest with a quorum."""
    outcomes = [BAR_NOT_REACHED]
    if rule.has_no_endorsement:
        outcomes.append(NO_ENDORSEMENT_WON)
    if rule.ties != TIE_DRAW:
        outcomes.append(TIE)
    if rule.form in (QUESTION, IRV, WHETHER_WHOM):
        outcomes.append(NO_CONSENSUS)
    return outcomes
