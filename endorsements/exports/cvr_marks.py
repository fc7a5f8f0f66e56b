"""The ballot part of a cast vote record report: what was marked in a contest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from endorsements.exports.cvr_contests import WHETHER, WHOM, contest_id, selection_id
from endorsements.exports.reading import (
    ABSTAINED,
    AS_BLANK,
    INVALID,
    MARKED,
    Contest,
    has_marks,
)
from endorsements.tally.selections import read_answers, read_ranks, read_steps
from endorsements.tally.vocabulary import (
    ABSTAIN,
    APPROVAL,
    IRV,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    STV,
    WHETHER_WHOM,
)

Part = dict[str, Any]
BY_CONTEST_RULES = "invalidated-rules"
STATUS_OF: Final[dict[str, Part]] = {
    MARKED: {},
    AS_BLANK: {"Status": ["not-indicated"]},
    ABSTAINED: {"Status": ["other"], "OtherStatus": "abstained"},
    INVALID: {"Status": [BY_CONTEST_RULES]},
}


def contests_on_ballot(contest: Contest, selection: str) -> list[Part]:
    """The ballot's contests with what was chosen in each; one, where the form has no parts."""
    kind = contest.counts_as(selection)
    is_shown = has_marks(selection, kind)
    chosen = dict(_MARKS[contest.rule.form](contest, selection)) if is_shown else {}
    if kind == AS_BLANK and chosen:  # marks for somebody who withdrew, and for nobody else
        kind = INVALID
    return [
        {
            "@type": "CVR.CVRContest",
            "ContestId": contest_id(contest, part),
            "CVRContestSelection": chosen.get(part, []),
            **STATUS_OF[_kind_of_part(selection, part, chosen) if kind == MARKED else kind],
        }
        for part in _parts(contest)
    ]


def _kind_of_part(selection: str, part: str, chosen: Mapping[str, list[Part]]) -> str:
    """What a part of a marked ballot is: whoever answers one question may leave out another."""
    if part in chosen:
        return MARKED
    is_abstention = part == WHOM and read_steps(selection)[1] == ABSTAIN
    return ABSTAINED if is_abstention else AS_BLANK


def _parts(contest: Contest) -> tuple[str, ...]:
    if contest.rule.form == PER_CANDIDATE:
        return contest.rule.candidates
    return (WHETHER, WHOM) if contest.rule.form == WHETHER_WHOM else ("",)


Marks = Iterator[tuple[str, list[Part]]]


def _choice(contest: Contest, selection: str) -> Marks:
    yield "", [_selected(contest, selection, [{"NumberVotes": 1}])]


def _approvals(contest: Contest, selection: str) -> Marks:
    keys = [key for key, _ in read_answers(selection)]
    yield "", [_selected(contest, key, [{"NumberVotes": 1}]) for key in keys]


def _scores(contest: Contest, selection: str) -> Marks:
    """Points as votes; a nought that was given is written, one that was not is left out."""
    pairs = read_answers(selection)
    yield "", [_selected(contest, key, [{"NumberVotes": int(score)}]) for key, score in pairs]


def _ranks(contest: Contest, selection: str) -> Marks:
    """Each candidate once, with all ranks at which they stand."""
    positions: dict[str, list[Part]] = {}
    for rank, keys in enumerate(read_ranks(selection), start=1):
        for key in keys:
            positions.setdefault(key, []).append({"NumberVotes": 1, "Rank": rank})
    yield "", [_selected(contest, key, places) for key, places in positions.items()]


def _answers(contest: Contest, selection: str) -> Marks:
    for candidate, answer in read_answers(selection):
        is_gone = candidate in contest.withdrawn
        yield candidate, [_mark(selection_id(answer, candidate), [{"NumberVotes": 1}], is_gone)]


def _steps(contest: Contest, selection: str) -> Marks:
    whether, whom = read_steps(selection)
    if whether:
        yield WHETHER, [_mark(selection_id(whether, WHETHER), [{"NumberVotes": 1}])]
    if whom in contest.rule.candidates:
        is_gone = whom in contest.withdrawn
        yield WHOM, [_mark(selection_id(whom, WHOM), [{"NumberVotes": 1}], is_gone)]


def _selected(contest: Contest, key: str, positions: list[Part]) -> Part:
    return _mark(selection_id(key), positions, key in contest.withdrawn)


def _mark(selection: str, positions: list[Part], is_gone: bool = False) -> Part:
    """A choice on a ballot. One for a candidate who withdrew is shown and is not to be counted."""
    counts = "no" if is_gone else "yes"
    return {
        "@type": "CVR.CVRContestSelection",
        "ContestSelectionId": selection,
        **({"Status": [BY_CONTEST_RULES]} if is_gone else {}),
        "SelectionPosition": [
            {"@type": "CVR.SelectionPosition", "HasIndication": "yes", "IsAllocable": counts}
            | place
            for place in positions
        ],
    }


_MARKS: Final[dict[str, Callable[[Contest, str], Marks]]] = {
    SINGLE_CHOICE: _choice,
    QUESTION: _choice,
    APPROVAL: _approvals,
    SCORE: _scores,
    STAR: _scores,
    IRV: _ranks,
    STV: _ranks,
    PER_CANDIDATE: _answers,
    WHETHER_WHOM: _steps,
}
