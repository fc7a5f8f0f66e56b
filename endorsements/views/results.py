"""Results ready to print: the sentence, the pictures, the numbers and what they rest on."""

from dataclasses import dataclass
from typing import Any

from endorsements.models import Result, Round
from endorsements.pictures.bars import Bar
from endorsements.pictures.results import result_bars
from endorsements.tally.results import RECORDS
from endorsements.tally.vocabulary import ENDORSED
from endorsements.views.run_offs import RunOffRow, run_offs_after


@dataclass(frozen=True)
class ResultRow:
    """One contest's outcome; `bars` are none where the numbers are not public."""

    key: str
    office: str
    district: str
    election: str
    rule: str
    numbers: dict[str, Any]
    outcome: str
    is_endorsed: bool
    bars: tuple[Bar, ...]
    has_records: bool
    run_off: RunOffRow | None


def result_rows(voting_round: Round) -> list[ResultRow]:
    """Every contest's outcome in the ballot's order; empty before publication."""
    if not voting_round.has_public_outcome:
        return []
    stored = Result.objects.filter(contest__round=voting_round).select_related("contest")
    numbers = {row.contest.key: row.numbers for row in stored}
    run_offs = run_offs_after(voting_round)
    return [
        _result(contest, numbers[contest["key"]], run_offs.get(contest["key"]))
        for contest in (voting_round.definition or {})["contests"]
    ]


def _result(
    contest: dict[str, Any], numbers: dict[str, Any], run_off: RunOffRow | None
) -> ResultRow:
    return ResultRow(
        key=contest["key"],
        office=contest["office"],
        district=contest["district"],
        election=contest["election"],
        rule=numbers["rule"],
        numbers=numbers,
        outcome=numbers["sentence"],
        is_endorsed=numbers["outcome"] == ENDORSED,
        bars=result_bars(contest, numbers),
        has_records=numbers["published"] == RECORDS,
        run_off=run_off,
    )
