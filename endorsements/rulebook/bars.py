"""Bars and quorums: exact fractions, reached or exceeded."""

from __future__ import annotations

from fractions import Fraction

from endorsements.rulebook.counted import ELIGIBLE, SIXTY, counted, sentence
from endorsements.rulebook.parts import Prose, Section, Table
from endorsements.tally.vocabulary import AT_LEAST, ENDORSED, MORE_THAN, Quorum, Rule, Threshold
from endorsements.tally.words import percent, quorum_in_words

_CLOSE_CALLS = ((3, 5), (149, 250), (5_999, 10_000), (6_001, 10_000))


def thresholds() -> Section:
    """At least and more than, with close calls."""
    return Section(
        "bar",
        "At least, or more than",
        (
            Prose(
                "A bar is an exact fraction: 60 % is 3/5, two thirds are 2/3 and not 66 % or "
                "67 %. It says “at least”, then hitting it exactly is enough, or “more than”, then "
                "it is not. What is compared are whole numbers of ballots, never rounded shares; "
                "and a share below the bar is never printed as the bar, however many decimals that "
                "takes."
            ),
            Table(
                "Close calls at 60 %",
                ("At least 60 %", "More than 60 %", "Votes", "Of ballots", "Share"),
                tuple(_row(votes, ballots) for votes, ballots in _CLOSE_CALLS),
                figures=3,
            ),
        ),
    )


def _row(votes: int, ballots: int) -> tuple[str, ...]:
    profile = {"ash": votes, "birch": ballots - votes}
    verdicts = [
        "endorsed" if counted(_rule(compare), profile).outcome == ENDORSED else "not endorsed"
        for compare in (AT_LEAST, MORE_THAN)
    ]
    share = percent(Fraction(votes, ballots), apart_from=SIXTY)
    return (*verdicts, str(votes), str(ballots), share)


def _rule(compare: str) -> Rule:
    return Rule(("ash", "birch"), Threshold(SIXTY, compare))


def quorums() -> Section:
    """A number of ballots, or a share of the roll."""
    number, share = Quorum(ballots=12), Quorum(share=Fraction(1, 3))
    rule = Rule(("ash", "birch"), Threshold(SIXTY), quorum=number)
    return Section(
        "quorum",
        "Quorum",
        (
            Prose(
                "A quorum is about taking part, not about winning: it counts all ballots cast, "
                "blank and invalid ones too. It is a number of ballots or a share of the members "
                "who may vote in the contest. Below it nobody is endorsed, whatever the votes say; "
                "they are published all the same."
            ),
            Table(
                "Two quorums",
                ("The rule says", "And then"),
                (
                    (
                        quorum_in_words(number),
                        f"10 ballots for Ash and 1 for Birch: "
                        f"“{sentence(rule, {'ash': 10, 'birch': 1})}”",
                    ),
                    (
                        quorum_in_words(share),
                        f"With {ELIGIBLE} members who may vote that is "
                        f"{share.needed(ELIGIBLE)} ballots; with 100 members, "
                        f"{share.needed(100)}.",
                    ),
                ),
            ),
        ),
    )
