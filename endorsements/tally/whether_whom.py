"""Whether to endorse at all, then whom: two questions on one ballot, each with its own bar.

Source: Sunrise Movement asked both in 2020 (sunrisemovement.org/political-endorsements); "whom,
and whether, to endorse" is the question at Progressive Massachusetts
(progressivemass.com/endorsement_process).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from endorsements.tally.conclusion import conclude
from endorsements.tally.counts import Count, CountingRound
from endorsements.tally.denominators import BallotNumbers, bar_of
from endorsements.tally.seats import Decision, fill_seats
from endorsements.tally.selections import OF
from endorsements.tally.vocabulary import (
    ABSTAIN,
    BAR_NOT_REACHED,
    BLANK,
    NO,
    NO_CONSENSUS,
    YES,
    Rule,
)

_Answers = Mapping[str, int]


def count_whether_whom(
    rule: Rule,
    profile: Mapping[str, int],
    *,
    eligible: int,
    tie_order: Sequence[str],
    withdrawn: Collection[str] = (),
) -> Count:
    """Count both steps; arguments as in `count.count`.

    Whoever says No to "whether" may still say whom. Denominators know only the ballots that answer
    the step. Without a threshold "whether" needs more Yes than No. Where it fails nobody is
    endorsed, whatever the second step comes to. A mark for somebody who withdrew is a second step
    left blank.

    Returns:
        Tallies, denominator and `needed` are the second step's; `details` has `whether`: the
        numbers of "yes", "no", "abstain" and "blank", together the marked ballots, and its
        `denominator`, `needed`, `is_reached`; and `whom`: the numbers of "abstain" and "blank"
        there.
    """
    whether, whom, numbers = _read_steps(rule, profile, eligible, withdrawn)
    step_one = _whether(rule, whether, numbers)
    tallies = {key: whom[key] for key in rule.candidates if key not in withdrawn}
    bar = bar_of(rule.whom_threshold, _of_step(numbers, whom))
    decision = fill_seats(replace(rule, seats=1), tallies, bar.is_reached, tie_order)
    if not step_one["is_reached"]:
        decision = Decision(BAR_NOT_REACHED)
    elif decision.outcome == BAR_NOT_REACHED:
        decision = Decision(NO_CONSENSUS)
    counting = CountingRound(tallies, elected=decision.winners, settled=decision.settled)
    return conclude(
        rule,
        numbers,
        bar,
        decision,
        tallies=tallies,
        rounds=(counting,),
        details={
            "whether": step_one,
            "whom": {ABSTAIN: whom[ABSTAIN], "blank": whom[BLANK]},
        },
    )


def _read_steps(
    rule: Rule, profile: Mapping[str, int], eligible: int, withdrawn: Collection[str]
) -> tuple[Counter[str], Counter[str], BallotNumbers]:
    """Answers of the marked ballots to each step, blanks included."""
    abstain = {ABSTAIN} if rule.has_abstain else set()
    may_say_whether = {BLANK, YES, NO} | abstain
    may_say_whom = {BLANK, *rule.candidates} | abstain
    whether: Counter[str] = Counter()
    whom: Counter[str] = Counter()
    blank = invalid = abstained = 0
    for text, number in profile.items():
        steps = (text, OF, text) if text in (BLANK, *abstain) else text.partition(OF)
        one, colon, two = steps
        if one not in may_say_whether or two not in may_say_whom or text == OF or not colon:
            invalid += number
            continue
        two = BLANK if two in withdrawn else two
        if one == two == BLANK:
            blank += number
            continue
        whether[one] += number
        whom[two] += number
        if {one, two} <= {BLANK, ABSTAIN}:
            abstained += number
    cast = sum(profile.values())
    return whether, whom, BallotNumbers(cast, blank, invalid, abstained, eligible)


def _whether(rule: Rule, given: _Answers, numbers: BallotNumbers) -> dict[str, Any]:
    bar = bar_of(rule.threshold, _of_step(numbers, given))
    has_majority = given[YES] > given[NO]
    return {
        YES: given[YES],
        NO: given[NO],
        ABSTAIN: given[ABSTAIN],
        "blank": given[BLANK],
        "denominator": bar.denominator,
        "needed": bar.needed,
        "is_reached": bar.is_reached(given[YES]) if rule.threshold else has_majority,
    }


def _of_step(numbers: BallotNumbers, given: _Answers) -> BallotNumbers:
    """The same ballots as one step sees them: what it is left blank on is blank there."""
    return replace(numbers, blank=numbers.blank + given[BLANK], abstained=given[ABSTAIN])
