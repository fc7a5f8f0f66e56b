"""The rulebook from beginning to end."""

from __future__ import annotations

from endorsements.rulebook.bars import quorums, thresholds
from endorsements.rulebook.bases import denominators, words
from endorsements.rulebook.forms import forms
from endorsements.rulebook.outcomes import outcomes
from endorsements.rulebook.parts import Points, Prose, Section
from endorsements.rulebook.reading import quota, reading
from endorsements.rulebook.ties import draw, ties

TITLE = "How we count"
STANDFIRST = (
    "Each contest is counted by one rule. It is fixed before the first ballot and printed above "
    "the ballot and beside the result. Here are the rules we have, for you to hold against the "
    "bylaws. Every number in the examples was worked out by the program that counts real rounds."
)


def contents() -> tuple[Section, ...]:
    """All sections in order."""
    return (
        _questions(),
        words(),
        denominators(),
        thresholds(),
        quorums(),
        *forms(),
        reading(),
        quota(),
        ties(),
        draw(),
        outcomes(),
    )


def _questions() -> Section:
    return Section(
        "bylaws",
        "What to look up in the bylaws",
        (
            Points(
                (
                    "What do members mark: one name, several, ranks, points, Yes or No?",
                    "What is the share of: all ballots, or some left out?",
                    "Is the bar reached with “at least” or only with “more than”?",
                    "How many may be endorsed? May there be a dual endorsement?",
                    "Is “no endorsement” a choice on the ballot? Is “abstain”?",
                    "Is there a quorum: a number of ballots, or a share of the roll?",
                    "What happens in a tie?",
                )
            ),
            Prose(
                "Where the bylaws are silent, decide before the round is announced. From then on "
                "the rule is frozen; changing it takes a new round."
            ),
        ),
    )
