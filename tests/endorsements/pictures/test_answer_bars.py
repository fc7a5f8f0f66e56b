"""Yes and No to each candidate: every line has its own total."""

from dataclasses import replace
from fractions import Fraction

from endorsements.pictures.bars import Bar, Cell, Column, Line, Mark, Part
from endorsements.pictures.results import result_bars
from endorsements.tally.vocabulary import (
    PER_CANDIDATE,
    WITHOUT_ABSTENTIONS,
    Rule,
    Threshold,
)
from tests.endorsements.pictures import counted

RULE = Rule(
    ("ash", "birch"),
    Threshold(Fraction(2, 3), base=WITHOUT_ABSTENTIONS),
    has_no_endorsement=False,
    has_abstain=True,
    form=PER_CANDIDATE,
    seats=2,
)
ANSWERS = {"ash:no birch:yes": 238, "ash:yes birch:yes": 47, "ash:abstain birch:no": 61}


def test_each_candidate_has_yes_no_and_a_bar_of_their_own():
    [bar] = result_bars(*counted(RULE, ANSWERS))

    assert bar == Bar(
        key="governor",
        columns=(
            Column("Yes", "candidate"),
            Column("No", "no"),
            Column("Abstain", "abstain"),
            Column("Share of Yes"),
        ),
        lines=(
            Line(
                "Ash Alder",
                (Cell("47"), Cell("238"), Cell("61"), Cell("16.5\u00a0%")),
                (Part("16.49"), Part("83.51", "no", "16.49")),
                aside="190 of 285 ballots with Yes or No needed",
            ),
            Line(
                "Birch Beech",
                (Cell("285"), Cell("61"), Cell("0"), Cell("82.4\u00a0%")),
                (Part("82.37", is_solid=True), Part("17.63", "no", "82.37")),
                is_winner=True,
                aside="231 of 346 ballots with Yes or No needed",
            ),
        ),
        caption="How many said Yes and No to each candidate",
        says="Each line is all the ballots that count for that candidate. The upright line marks "
        "66.7\u00a0%.",
        mark=Mark("66.67", "66.7\u00a0% needed"),
    )


def test_abstentions_lengthen_the_line_where_they_are_in_the_total():
    [bar] = result_bars(*counted(replace(RULE, threshold=Threshold(Fraction(1, 2))), ANSWERS))

    assert [part.kind for part in bar.lines[0].parts] == ["candidate", "no", "abstain"]


def test_without_a_bar_the_line_says_what_it_is_of():
    rule = replace(RULE, threshold=None, has_abstain=False)
    [bar] = result_bars(*counted(rule, {"ash:yes birch:no": 2, "ash:yes": 1}))

    assert [line.aside for line in bar.lines] == [
        "of 3 ballots with Yes or No",
        "of 2 ballots with Yes or No",
    ]
    assert bar.says == "Each line is all the ballots that count for that candidate."
    assert [column.title for column in bar.columns] == ["Yes", "No", "Share of Yes"]


def test_whoever_cleared_the_bar_but_found_no_place_left_is_told_so():
    rule = replace(RULE, seats=1)
    [bar] = result_bars(*counted(rule, {"ash:yes birch:yes": 9, "birch:yes": 1}))

    assert bar.lines[0].aside == (
        "6 of 9 ballots with Yes or No needed; cleared the bar, but no place was left"
    )
