"""Single choice: one mark at most, the most votes lead, and the leader must clear the bar."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from endorsements.tally.counts import Count, CountingRound
from endorsements.tally.vocabulary import (
    ABSTAIN,
    ALL_BALLOTS,
    BAR_NOT_REACHED,
    BLANK,
    ENDORSED,
    NAMED_ONLY,
    NO_ENDORSEMENT,
    NO_ENDORSEMENT_WON,
    NO_QUORUM,
    TIE,
    Rule,
)


def count_single_choice(
    rule: Rule,
    profile: Mapping[str, int],
    *,
    eligible: int,
    tie_order: Sequence[str],
    withdrawn: Collection[str] = (),
) -> Count:
    """Count a single-choice contest.

    Args:
        profile: key to ballots that mark it, `BLANK` where nothing is marked. A key the rule does
            not offer is counted as invalid, never dropped.
        eligible: members on the contest's roll, for a quorum that is a share of it.
        withdrawn: candidates who withdrew; a vote for them counts as blank.

    Returns:
        The numbers and the outcome. A tie for the lead is an outcome, never broken here.

    Source: product rules for endorsement votes; a leader who is "no endorsement" endorses nobody.
    """
    options = [key for key in rule.options() if key not in withdrawn]
    tallies = {key: profile.get(key, 0) for key in options}
    cast, marked = sum(profile.values()), sum(tallies.values())
    blank = profile.get(BLANK, 0) + sum(
        profile.get(key, 0) for key in rule.candidates if key in withdrawn
    )
    denominator = _denominator(rule, tallies, marked)
    outcome, leaders = _outcome(rule, tallies, denominator)
    quorum_needed = rule.quorum.needed(eligible)
    if cast < quorum_needed:
        outcome = NO_QUORUM
    return Count(
        cast=cast,
        blank=blank,
        invalid=cast - marked - blank,
        marked=marked,
        eligible=eligible,
        tallies=tallies,
        denominator=denominator,
        needed=rule.threshold.needed(denominator),
        quorum_needed=quorum_needed,
        outcome=outcome,
        winners=leaders if outcome == ENDORSED else (),
        tied=leaders if outcome == TIE else (),
        rounds=(CountingRound(tallies),),
    )


def _denominator(rule: Rule, tallies: dict[str, int], marked: int) -> int:
    if rule.threshold.base == ALL_BALLOTS:
        return marked
    left_out = tallies.get(ABSTAIN, 0)
    if rule.threshold.base == NAMED_ONLY:
        left_out += tallies.get(NO_ENDORSEMENT, 0)
    return marked - left_out


def _outcome(rule: Rule, tallies: dict[str, int], denominator: int) -> tuple[str, tuple[str, ...]]:
    in_the_lead = _leaders(rule, tallies)
    if in_the_lead == (NO_ENDORSEMENT,):
        return NO_ENDORSEMENT_WON, ()
    most = tallies[in_the_lead[0]] if in_the_lead else 0
    if not rule.threshold.is_reached(most, denominator):
        return BAR_NOT_REACHED, ()
    return (ENDORSED if len(in_the_lead) == 1 else TIE), in_the_lead


def _leaders(rule: Rule, tallies: dict[str, int]) -> tuple[str, ...]:
    """Options with the most votes, in the ballot's order; nobody leads without a vote.

    "No endorsement" takes part unless the denominator is named candidates only: then votes for
    it are outside the count that decides.
    """
    aside = {ABSTAIN} | ({NO_ENDORSEMENT} if rule.threshold.base == NAMED_ONLY else set())
    running = {key: votes for key, votes in tallies.items() if key not in aside}
    most = max(running.values(), default=0)
    return tuple(key for key, votes in running.items() if votes == most) if most else ()
