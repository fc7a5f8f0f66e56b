"""Results ready to print: the sentence, the pictures, the numbers and what they rest on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from endorsements.models import LogEntry, Result, Round
from endorsements.pictures.bars import Bar
from endorsements.pictures.figures import NO_BREAK_SPACE
from endorsements.pictures.flow import Flow, flow
from endorsements.pictures.particulars import Drawn, Reading, drawn, readings, remarks, steps
from endorsements.pictures.results import result_bars
from endorsements.pictures.rounds_table import RoundsTable, rounds_table
from endorsements.pictures.score_bars import ScoreRow, score_rows
from endorsements.pictures.stored import Stored
from endorsements.protocol import chain
from endorsements.tally.publicity_words import publicity_of_result
from endorsements.tally.results import RECORDS
from endorsements.tally.vocabulary import ENDORSED, RANKED_FORMS, SCORED_FORMS
from endorsements.views.run_offs import RunOffRow, run_offs_after


@dataclass(frozen=True)
class Count:
    """The count behind an outcome, where its numbers are public.

    Args:
        table, flow: of ranked counts in which something moved.
        scores: how many ballots gave how many points, in forms with scores.
        steps: a sentence for each round.
    """

    bars: tuple[Bar, ...]
    remarks: tuple[str, ...]
    table: RoundsTable | None
    flow: Flow | None
    steps: tuple[str, ...]
    scores: tuple[ScoreRow, ...]
    readings: tuple[Reading, ...]
    drawn: Drawn | None


@dataclass(frozen=True)
class ResultRow:
    """One contest's outcome.

    Args:
        winners: names, listed where there are several.
        count: None where the numbers are not public.
        less: why no more is published; empty where everything is.
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
    stored = Result.objects.filter(contest__round=voting_round).select_related("contest")
    numbers = {row.contest.key: row.numbers for row in stored}
    run_offs, seed = run_offs_after(voting_round), _draw_seed(voting_round)
    definition = voting_round.definition or {}
    return [
        _result(definition, contest, numbers[contest["key"]], run_offs, seed)
        for contest in definition["contests"]
    ]


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


def count_of(contest: Mapping[str, Any], numbers: Mapping[str, Any]) -> Count:
    """Everything that is drawn and said of a stored result."""
    stored = Stored(contest, numbers)
    is_ranked = stored.rule.form in RANKED_FORMS and len(stored.rounds) > 1
    return Count(
        bars=result_bars(contest, numbers),
        remarks=tuple(map(in_one_piece, remarks(stored))),
        table=rounds_table(stored) if is_ranked else None,
        flow=flow(stored) if is_ranked else None,
        steps=steps(stored),
        scores=score_rows(stored) if stored.rule.form in SCORED_FORMS else (),
        readings=readings(stored),
        drawn=drawn(stored),
    )


def in_one_piece(sentence: str) -> str:
    """A sentence in which no line ends between a number and its percent sign."""
    return sentence.replace(" %", f"{NO_BREAK_SPACE}%")
