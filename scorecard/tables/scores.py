"""Scores: as the site, one line for each row of the votes sheets; ours, one for each person."""

from collections.abc import Iterator

from scorecard.models import Chamber
from scorecard.records import SessionRecord, Voter
from scorecard.tables.finding import count_as_site, sponsor_as_site
from scorecard.tables.words import or_empty, shown_as_site

COLUMNS = (
    "session",
    "session_number",
    "chamber",
    "sheet_row",
    "legislator_id",
    "name",
    "plus",
    "minus",
    "nv",
    "na",
    "other",
    "roll_calls",
    "score",
    "recorded_vote_percentage",
    "letter_grade",
    "shown",
    "sponsorship_score",
    "sponsorship_total",
    "cosponsored_corrected",
)


def rows(record: SessionRecord, as_site: bool) -> Iterator[dict[str, object]]:
    for chamber in Chamber:
        for voter in record.voters[chamber]:
            if as_site or not voter.row.repeats_id:
                yield _row(record, voter) | _cosponsored(record, voter, as_site)


def _row(record: SessionRecord, voter: Voter) -> dict[str, object]:
    grade, tally = voter.grade, voter.grade.tally
    return {
        "session": record.session.first_year,
        "session_number": record.session.number,
        "chamber": voter.row.chamber,
        "sheet_row": voter.row.sheet_row,
        "legislator_id": voter.row.written_number,
        "name": voter.row.written_name,
        "plus": tally.plus,
        "minus": tally.minus,
        "nv": tally.absent,
        "na": tally.not_in_office,
        "other": tally.present + tally.other,
        "roll_calls": tally.cells,
        "score": or_empty(grade.score),
        "recorded_vote_percentage": or_empty(grade.recorded),
        "letter_grade": grade.letter,
        "shown": shown_as_site(grade),
    }


def _cosponsored(record: SessionRecord, voter: Voter, as_site: bool) -> dict[str, object]:
    sponsor = record.sponsor_of.get(voter.row.legislator_id or 0)
    corrected = len(sponsor.bills) if sponsor else ""
    if not as_site:
        total = len(record.bills) if sponsor else ""
        counted: object = corrected
    else:
        found = sponsor_as_site(record, voter.row.written_number)
        counted = count_as_site(found) if found else ""
        total = len(record.bills) if found else ""
    return {
        "sponsorship_score": counted,
        "sponsorship_total": total,
        "cosponsored_corrected": corrected,
    }
