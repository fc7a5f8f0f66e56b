"""Results ready to print: the sentence, the pictures, the numbers and what they rest on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from endorsements import later
from endorsements.models import BallotQuestion, Election, LaterState, LogEntry, Result, Round
from endorsements.pictures.counts import Count, count_of, in_one_piece
from endorsements.protocol import chain
from endorsements.tally.publicity_words import publicity_of_result
from endorsements.tally.results import RECORDS
from endorsements.tally.vocabulary import ENDORSED
from endorsements.views.run_offs import RunOffRow, run_offs_after


@dataclass(frozen=True)
class ResultRow:
    """One contest's outcome.

    Args:
        winners: names, listed where there are several.
        count: None where the numbers are not public.
        less: why no more is published; empty where everything is.
        later: what became of whom it endorsed, a line for each mark.
        at, asks: the election and the ballot question, where they are rows.
        draw_seed: head of the log at the close, as hexadecimal.
    """

    key: str
    office: str
    district: str
    election: str
    rule: str
    outcome: str
    is_endorsed: bool
    winners: tuple[str, ...]
    count: Count | None
    has_records: bool
    less: str
    run_off: RunOffRow | None
    draw_seed: str
    later: tuple[str, ...] = ()
    at: Election | None = None
    asks: BallotQuestion | None = None


@dataclass(frozen=True)
class Outcome:
    """One contest's outcome in a sentence."""

    key: str
    contest: str
    sentence: str


@dataclass(frozen=True)
class Decided:
    """A round with the outcomes of its contests, in the ballot's order."""

    round: Round
    outcomes: tuple[Outcome, ...]


def decided(rounds: Iterable[Round]) -> list[Decided]:
    """What rounds decided; those whose outcome is not public have no outcomes."""
    rounds = list(rounds)
    public = [one for one in rounds if one.has_public_outcome]
    stored = Result.objects.filter(contest__round__in=public).select_related("contest")
    outcomes: dict[Any, list[Outcome]] = defaultdict(list)
    for result in stored.order_by("contest__position", "contest__pk"):
        sentence = in_one_piece(result.numbers["sentence"])
        outcomes[result.contest.round_id].append(
            Outcome(result.contest.key, str(result.contest), sentence)
        )
    return [Decided(one, tuple(outcomes[one.pk])) for one in rounds]


def result_rows(voting_round: Round) -> list[ResultRow]:
    """Every contest's outcome in the ballot's order; empty before publication."""
    if not voting_round.has_public_outcome:
        return []
    stored = Result.objects.filter(contest__round=voting_round).select_related(
        "contest__at_election", "contest__for_question"
    )
    rows = {row.contest.key: row.contest for row in stored}
    numbers = {row.contest.key: row.numbers for row in stored}
    noted = later.by_winner([row.contest for row in stored])
    marks = {row.contest.key: _later(row, noted) for row in stored}
    run_offs, seed = run_offs_after(voting_round), _draw_seed(voting_round)
    definition = voting_round.definition or {}
    return [
        replace(
            _result(definition, contest, numbers[contest["key"]], run_offs, seed),
            later=marks[contest["key"]],
            at=rows[contest["key"]].at_election,
            asks=rows[contest["key"]].for_question,
        )
        for contest in definition["contests"]
    ]


def _later(result: Result, noted: Mapping[tuple[int, str], list[LaterState]]) -> tuple[str, ...]:
    return tuple(
        f"{later.in_words(one)}: {result.contest.answers()[key]}. {one.reason}"
        for key in result.numbers["winners"]
        for one in noted.get((result.contest_id, key), [])
    )


def _draw_seed(voting_round: Round) -> str:
    close = LogEntry.objects.filter(round=voting_round, kind=chain.CLOSE).first()
    return bytes(close.head or b"").hex() if close else ""


def _result(
    definition: Mapping[str, Any],
    contest: Mapping[str, Any],
    numbers: Mapping[str, Any],
    run_offs: Mapping[str, RunOffRow],
    seed: str,
) -> ResultRow:
    names = {one["key"]: one["name"] for one in contest["candidates"]}
    return ResultRow(
        key=contest["key"],
        office=contest["office"],
        district=contest["district"],
        election=contest["election"],
        rule=numbers["rule"],
        outcome=in_one_piece(numbers["sentence"]),
        is_endorsed=numbers["outcome"] == ENDORSED,
        winners=tuple(names[key] for key in numbers["winners"]),
        count=count_of(contest, numbers) if "tallies" in numbers else None,
        has_records=numbers["published"] == RECORDS,
        less=publicity_of_result(definition, contest, numbers["cast"]),
        run_off=run_offs.get(contest["key"]),
        draw_seed=seed,
    )
