"""Where single ballots are not published: some ballots that come to the published sums.

They need not be the ones that were cast. If there are such ballots, the sums can be those of so
many ballots, and the counter makes of them what it made of those that were cast: it looks at
nothing but these sums.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from endorsements.tally.selections import BETWEEN_MARKS, OF, write_steps
from endorsements.tally.vocabulary import (
    ABSTAIN,
    APPROVAL,
    BLANK,
    NO,
    NO_ENDORSEMENT,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    SINGLE_CHOICE,
    WHETHER_WHOM,
    YES,
    Rule,
)
from endorsements.verifier.published import Impossible, Published

NOT_A_CHOICE = "?"


@dataclass(frozen=True)
class Mark:
    """So many ballots answer a question so.

    Args:
        question: no ballot answers one twice.
        runs_on: the next question's answers begin on the ballots after these. So every ballot
            gets an answer before any gets two.
    """

    question: str
    answer: str
    number: int
    runs_on: bool = True


def some_ballots(rule: Rule, published: Published) -> Counter[str]:
    """A profile that comes to the sums of a published result.

    Raises:
        Impossible: there is none, or the sums are not numbers.
    """
    profile = Counter(_MAKERS[rule.form](published))
    profile[BLANK] += published.blank
    profile[NOT_A_CHOICE] += published.invalid
    return profile


def dealt(ballots: int, marks: Sequence[Mark]) -> Iterator[tuple[dict[str, str], int]]:
    """Ballots with so many marks: answer by question, and the number of ballots alike.

    The ballots stand in a ring; each mark is on as many in a row as have it.

    Raises:
        Impossible: there are more answers to a question than ballots.
    """
    answers: Counter[str] = Counter()
    placed, at = [], 0
    for mark in marks:
        answers[mark.question] += mark.number
        placed.append((at, mark))
        at += mark.number if mark.runs_on else 0
    if ballots < 0 or max(answers.values(), default=0) > ballots:
        raise Impossible
    if not ballots:
        return
    edges = {place % ballots for start, mark in placed for place in (start, start + mark.number)}
    corners = sorted({0, ballots} | edges)
    for number, place in enumerate(corners[:-1], start=1):
        alike = {
            mark.question: mark.answer
            for start, mark in placed
            if (place - start) % ballots < mark.number
        }
        yield alike, corners[number] - place


def _joined(ballots: int, marks: Sequence[Mark]) -> Counter[str]:
    profile: Counter[str] = Counter()
    for alike, number in dealt(ballots, marks):
        profile[BETWEEN_MARKS.join(alike.values())] += number
    return profile


def _one_mark_each(published: Published) -> Counter[str]:
    return Counter(published.tallies()) + Counter({ABSTAIN: published.abstained})


def _approvals_in(published: Published) -> Counter[str]:
    approvals = published.tallies()
    nobody = approvals.pop(NO_ENDORSEMENT, 0)
    marks = [Mark(key, key, number) for key, number in approvals.items()]
    aside = Counter({NO_ENDORSEMENT: nobody, ABSTAIN: published.abstained})
    return _joined(published.valid - nobody, marks) + aside


def _scores_in(published: Published) -> Counter[str]:
    marks = [
        Mark(key, f"{key}{OF}{points}", number)
        for key, numbers in published.scores().items()
        for points, number in enumerate(numbers)
    ]
    return _joined(published.valid, marks) + Counter({ABSTAIN: published.abstained})


def _answers_in(published: Published) -> Counter[str]:
    marks, of_abstainers = [], []
    for key in published.standing:
        given = published.detail("answers", key)
        abstain = given.number(ABSTAIN)
        alone = min(abstain, published.abstained)
        of_abstainers.append(Mark(key, f"{key}{OF}{ABSTAIN}", alone))
        marks += [Mark(key, f"{key}{OF}{answer}", given.number(answer)) for answer in (YES, NO)]
        marks.append(Mark(key, f"{key}{OF}{ABSTAIN}", abstain - alone, runs_on=False))
    abstainers = Counter({ABSTAIN: published.abstained})
    if any(mark.number < published.abstained for mark in of_abstainers):
        abstainers = _joined(published.abstained, of_abstainers)
    return _joined(published.valid, marks) + abstainers


def _steps_in(published: Published) -> Counter[str]:
    whether, whom = published.detail("whether"), published.detail("whom")
    abstainers = published.abstained
    alone, left = [], []
    for step in (whether, whom):
        abstain = step.number(ABSTAIN)
        alone.append(min(abstain, abstainers))
        left.append(abstain - alone[-1])
    definite = [
        *(Mark("whether", answer, whether.number(answer)) for answer in (YES, NO)),
        Mark("whether", ABSTAIN, left[0], runs_on=False),
        *(Mark("whom", key, number) for key, number in published.tallies().items()),
        Mark("whom", ABSTAIN, left[1], runs_on=False),
    ]
    indefinite = [Mark("whether", ABSTAIN, alone[0]), Mark("whom", ABSTAIN, alone[1])]
    profile: Counter[str] = Counter()
    for ballots, marks in ((published.valid, definite), (abstainers, indefinite)):
        for alike, number in dealt(ballots, marks):
            text = write_steps(alike.get("whether", BLANK), alike.get("whom", BLANK))
            profile[text] += number
    return profile


_MAKERS: dict[str, Callable[[Published], Counter[str]]] = {
    SINGLE_CHOICE: _one_mark_each,
    QUESTION: _one_mark_each,
    APPROVAL: _approvals_in,
    PER_CANDIDATE: _answers_in,
    SCORE: _scores_in,
    WHETHER_WHOM: _steps_in,
}
