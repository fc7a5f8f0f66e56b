"""Cast vote records as a table: a line per ballot, a column per rank, candidate or question.

| form | columns after `check code` and `counts as` | a cell holds |
| --- | --- | --- |
| single choice, question | `choice` | a key |
| approval | one per option, headed by its key | 1 or 0 |
| per candidate | one per candidate | `yes`, `no`, `abstain` or nothing |
| score, STAR | one per option | 0 to 5, or nothing |
| ranked | `rank 1`, `rank 2`, ... | a key; several, with a bar between, at a shared rank |
| whether, then whom | `whether` and `whom` | `yes`, `no`, `abstain`; a key |

A ballot without a mark has empty cells. Headings of our own have a space or stand in forms without
a column per candidate, so that no key can be mistaken for one.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from endorsements.exports.reading import Contest, has_marks, ranks_offered
from endorsements.tally.selections import read_answers, read_ranks, read_steps
from endorsements.tally.vocabulary import (
    APPROVAL,
    PER_CANDIDATE,
    QUESTION,
    RANKED_FORMS,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    WHETHER_WHOM,
)

CODE_COLUMN = "check code"
KIND_COLUMN = "counts as"
BETWEEN_KEYS = "|"
ROWS_IN_A_PIECE = 500


def csv_pieces(
    contest: Contest, records: Iterable[tuple[str, str]], *, most_ranks: int = 0
) -> Iterator[str]:
    """The table in pieces of some hundred lines.

    Args:
        records: (check code, selection).
        most_ranks: most ranks that any of the records uses, where that is more than are offered.
    """
    places = range(1, max(most_ranks, ranks_offered(contest.rule)) + 1)
    columns = _columns(contest, [f"rank {place}" for place in places])
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow([CODE_COLUMN, KIND_COLUMN, *columns])
    for number, (code, selection) in enumerate(records, start=1):
        kind = contest.counts_as(selection)
        cells = _cells(contest, selection) if has_marks(selection, kind) else []
        nothing = [""] * (len(columns) - len(cells))
        writer.writerow([code, kind, *cells, *nothing])
        if number % ROWS_IN_A_PIECE == 0:
            yield lines.taken()
    yield lines.taken()


class _Lines:
    """What a csv writer has written since it was last taken."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def write(self, line: str) -> None:
        self._lines.append(line)

    def taken(self) -> str:
        text = "".join(self._lines)
        self._lines.clear()
        return text


def _columns(contest: Contest, ranks: list[str]) -> list[str]:
    form = contest.rule.form
    if form in RANKED_FORMS:
        return ranks
    fixed = {
        SINGLE_CHOICE: ["choice"],
        QUESTION: ["choice"],
        WHETHER_WHOM: ["whether", "whom"],
    }
    return fixed.get(form) or list(contest.rule.standing())


def _cells(contest: Contest, selection: str) -> list[str]:
    form = contest.rule.form
    if form in RANKED_FORMS:
        return [BETWEEN_KEYS.join(keys) for keys in read_ranks(selection)]
    return _CELLS[form](contest, selection)


def _choice(contest: Contest, selection: str) -> list[str]:
    return [selection]


def _approvals(contest: Contest, selection: str) -> list[str]:
    approved = {key for key, _ in read_answers(selection)}
    return [str(int(key in approved)) for key in contest.rule.standing()]


def _answers(contest: Contest, selection: str) -> list[str]:
    answers = dict(read_answers(selection))
    return [answers.get(key, "") for key in contest.rule.standing()]


def _steps(contest: Contest, selection: str) -> list[str]:
    return list(read_steps(selection))


_CELLS: Final[dict[str, Callable[[Contest, str], list[str]]]] = {
    SINGLE_CHOICE: _choice,
    QUESTION: _choice,
    APPROVAL: _approvals,
    PER_CANDIDATE: _answers,
    SCORE: _answers,
    STAR: _answers,
    WHETHER_WHOM: _steps,
}
