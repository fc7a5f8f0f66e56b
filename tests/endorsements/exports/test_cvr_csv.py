"""The table of cast vote records, form by form."""

import csv
import io

import pytest

from endorsements.exports.cvr_csv import ROWS_IN_A_PIECE, csv_pieces
from endorsements.exports.reading import ranks_offered, ranks_used
from endorsements.tally.vocabulary import (
    APPROVAL,
    IRV,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    STV,
    WHETHER_WHOM,
    RankedRules,
)
from tests.endorsements.exports.contests import coded, contest

EXPECTED = {
    SINGLE_CHOICE: (
        ["ash", "no-endorsement", "abstain", "", "=1+1"],
        """
        check code,counts as,choice
        AAAAAAAAAAA2,marked,ash
        AAAAAAAAAAA3,marked,no-endorsement
        AAAAAAAAAAA4,abstain,
        AAAAAAAAAAA5,blank,
        AAAAAAAAAAA6,invalid,
        """,
    ),
    QUESTION: (
        ["yes", "no", "no-endorsement"],
        """
        check code,counts as,choice
        AAAAAAAAAAA2,marked,yes
        AAAAAAAAAAA3,marked,no
        AAAAAAAAAAA4,marked,no-endorsement
        """,
    ),
    APPROVAL: (
        ["ash cedar", "no-endorsement", "abstain", "cedar ash"],
        """
        check code,counts as,ash,birch,cedar,no-endorsement
        AAAAAAAAAAA2,marked,1,0,1,0
        AAAAAAAAAAA3,marked,0,0,0,1
        AAAAAAAAAAA4,abstain,,,,
        AAAAAAAAAAA5,invalid,,,,
        """,
    ),
    PER_CANDIDATE: (
        ["ash:yes birch:no", "ash:yes cedar:abstain", "ash:maybe"],
        """
        check code,counts as,ash,birch,cedar
        AAAAAAAAAAA2,marked,yes,no,
        AAAAAAAAAAA3,marked,yes,,abstain
        AAAAAAAAAAA4,invalid,,,
        """,
    ),
    SCORE: (
        ["ash:5 birch:0", "no-endorsement:3", "ash:6"],
        """
        check code,counts as,ash,birch,cedar,no-endorsement
        AAAAAAAAAAA2,marked,5,0,,
        AAAAAAAAAAA3,marked,,,,3
        AAAAAAAAAAA4,invalid,,,,
        """,
    ),
    STAR: (
        ["ash:5 cedar:1"],
        """
        check code,counts as,ash,birch,cedar,no-endorsement
        AAAAAAAAAAA2,marked,5,,1,
        """,
    ),
    IRV: (
        ["ash>birch", "ash>>birch=cedar>ash", "no-endorsement", "ash=birch", "ash>"],
        """
        check code,counts as,rank 1,rank 2,rank 3,rank 4
        AAAAAAAAAAA2,marked,ash,birch,,
        AAAAAAAAAAA3,marked,ash,,birch|cedar,ash
        AAAAAAAAAAA4,marked,no-endorsement,,,
        AAAAAAAAAAA5,invalid,,,,
        AAAAAAAAAAA6,invalid,,,,
        """,
    ),
    STV: (
        ["cedar>ash>birch", ""],
        """
        check code,counts as,rank 1,rank 2,rank 3
        AAAAAAAAAAA2,marked,cedar,ash,birch
        AAAAAAAAAAA3,blank,,,
        """,
    ),
    WHETHER_WHOM: (
        ["yes:ash", "no:", "yes:abstain", ":birch", "abstain", "maybe:ash"],
        """
        check code,counts as,whether,whom
        AAAAAAAAAAA2,marked,yes,ash
        AAAAAAAAAAA3,marked,no,
        AAAAAAAAAAA4,marked,yes,abstain
        AAAAAAAAAAA5,marked,,birch
        AAAAAAAAAAA6,abstain,,
        AAAAAAAAAAA7,invalid,,
        """,
    ),
}


@pytest.mark.parametrize("form", EXPECTED)
def test_each_form_has_its_columns(form):
    selections, table = EXPECTED[form]
    lines = [line.strip() + "\n" for line in table.strip().splitlines()]
    assert "".join(csv_pieces(contest(form), coded(*selections))) == "".join(lines)


def test_marks_for_somebody_who_withdrew_are_shown_and_count_as_not_made():
    written = csv_pieces(contest(IRV, ("birch",)), coded("birch", "birch>ash"))
    assert "".join(written).splitlines()[1:] == [
        "AAAAAAAAAAA2,blank,birch,,,",
        "AAAAAAAAAAA3,marked,birch,ash,,",
    ]


def test_a_ballot_with_more_ranks_than_are_offered_has_a_column_for_each():
    ranked = contest(STV, ranked=RankedRules(duplicate="skip"))
    selections = ["ash>ash>ash>ash>birch", "ash", "a>b>c>d>e>f>g>h"]
    most = ranks_used(ranked, selections)
    lines = "".join(csv_pieces(ranked, coded(*selections), most_ranks=most)).splitlines()
    assert (ranks_offered(ranked.rule), most) == (3, 5)
    assert lines[0] == "check code,counts as,rank 1,rank 2,rank 3,rank 4,rank 5"
    assert lines[1] == "AAAAAAAAAAA2,marked,ash,ash,ash,ash,birch"
    assert lines[3] == "AAAAAAAAAAA4,invalid,,,,,"


def test_a_contest_that_limits_ranks_has_so_many_columns():
    limited = contest(IRV, most_marks=2)
    assert "".join(csv_pieces(limited, [])) == "check code,counts as,rank 1,rank 2\n"


def test_rankings_that_are_all_invalid_need_no_column():
    assert ranks_used(contest(IRV), ["x>y>z>x>y>z"]) == 0


def test_many_records_come_in_pieces_and_none_is_lost():
    records = coded(*["ash"] * (2 * ROWS_IN_A_PIECE + 1))
    pieces = list(csv_pieces(contest(SINGLE_CHOICE), records))
    rows = list(csv.DictReader(io.StringIO("".join(pieces))))
    assert len(pieces) == 3
    assert [row["check code"] for row in rows] == [code for code, _ in records]


def test_records_are_read_while_the_table_is_written():
    taken = []

    def records():
        for record in coded(*["ash"] * (3 * ROWS_IN_A_PIECE)):
            taken.append(record)
            yield record

    next(csv_pieces(contest(SINGLE_CHOICE), records()))
    assert len(taken) == ROWS_IN_A_PIECE
