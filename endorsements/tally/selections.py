"""The one text in which a ballot's choice in one contest is written, for every form.

| form | text |
| --- | --- |
| single choice, question | `smith` |
| approval | `jones smith`: in the ballot's order |
| per candidate | `jones:no smith:yes`: in the ballot's order, unanswered ones left out |
| score, STAR | `jones:0 smith:5`: in the ballot's order, unscored ones left out |
| ranked | `smith>jones`: first choice first; `smith>>jones` leaves the second rank empty, `smith=jones>brown` puts two at the first rank (keys in the ballot's order) |
| whether, then whom | `yes:smith`, `no:smith`, `yes:`, `:smith`; each side may be `abstain` |

Everywhere the empty text is a blank ballot and `abstain` alone an abstention, where offered.
"""  # noqa: E501 - a table

from __future__ import annotations

from collections.abc import Mapping, Sequence

BETWEEN_MARKS = " "
BETWEEN_RANKS = ">"
SAME_RANK = "="
OF = ":"


def write_marks(marked: Sequence[str]) -> str:
    """Approvals (or the one mark of a single choice) as a text; the caller gives ballot order."""
    return BETWEEN_MARKS.join(marked)


def write_answers(answers: Mapping[str, str | int]) -> str:
    """Answers or scores by candidate; the caller gives ballot order and leaves out the rest."""
    return BETWEEN_MARKS.join(f"{key}{OF}{answer}" for key, answer in answers.items())


def write_ranks(ranks: Sequence[Sequence[str]]) -> str:
    """A ranking: the keys at each rank from the top; an empty rank is one without keys.

    Empty ranks at the end are left out.
    """
    last = max((place for place, keys in enumerate(ranks, start=1) if keys), default=0)
    return BETWEEN_RANKS.join(SAME_RANK.join(keys) for keys in ranks[:last])


def write_steps(whether: str, whom: str) -> str:
    """The two answers of "whether, then whom"; blank only when both are."""
    return f"{whether}{OF}{whom}" if whether or whom else ""


def read_marks(text: str) -> list[str]:
    """The marks on a ballot that is not blank, as written."""
    return text.split(BETWEEN_MARKS)


def read_answers(text: str) -> list[tuple[str, str]]:
    """Pairs of key and answer as written; an answer is empty where there is no colon."""
    return [read_mark(mark) for mark in read_marks(text) if mark]


def read_mark(mark: str) -> tuple[str, str]:
    """Key and answer of one mark as written; the answer is empty where there is no colon."""
    key, _, answer = mark.partition(OF)
    return key, answer


def read_steps(text: str) -> tuple[str, str]:
    """The two answers of "whether, then whom", each as written."""
    return read_mark(text)


def read_ranks(text: str) -> list[list[str]]:
    """Keys at each rank of a ranking that is not blank, from the top; an empty rank has none."""
    return [rank.split(SAME_RANK) if rank else [] for rank in text.split(BETWEEN_RANKS)]
