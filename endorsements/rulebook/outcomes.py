"""What a count can come to, each with an example."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from endorsements.rulebook.counted import SIXTY, sentence
from endorsements.rulebook.parts import Prose, Section, Table
from endorsements.tally.presets import BY_KEY
from endorsements.tally.vocabulary import Quorum, Rule, Threshold
from endorsements.tally.worked_examples import worked

_RULE = Rule(("ash", "birch"), Threshold(SIXTY))


def outcomes() -> Section:
    """The outcomes, in the words of results."""
    half = replace(_RULE, threshold=Threshold(Fraction(1, 2)))
    with_quorum = replace(_RULE, quorum=Quorum(ballots=100))
    split = {"ash": 50, "birch": 50}
    return Section(
        "outcomes",
        "What a count can come to",
        (
            Table(
                "Outcomes",
                ("Outcome", "When", "For example"),
                (
                    (
                        "Endorsed",
                        "One leads and clears the bar, or several do where several may be "
                        "endorsed. For a question: the position.",
                        sentence(_RULE, {"ash": 70, "birch": 30}),
                    ),
                    (
                        "Dual endorsement",
                        "Two are endorsed for one office, where the contest allows it.",
                        worked(BY_KEY["approval-dual"]).outcome,
                    ),
                    (
                        "No endorsement",
                        "Nobody reached the bar.",
                        sentence(_RULE, {"ash": 55, "birch": 45}),
                    ),
                    (
                        "“No endorsement” won",
                        "The choice “no endorsement” has the most; it needs no bar.",
                        sentence(_RULE, {"ash": 40, "birch": 12, "no-endorsement": 48}),
                    ),
                    (
                        "No consensus",
                        "A ranked count with a bar ended and nobody reached it; to endorse "
                        "somebody was decided, but nobody reached the bar; or neither Yes nor No "
                        "did.",
                        worked(BY_KEY["ranked-60"]).outcome,
                    ),
                    ("Tie", "Equals whom the rule for ties does not part.", sentence(half, split)),
                    (
                        "No quorum",
                        "Too few ballots were cast. This overrides all else.",
                        sentence(with_quorum, {"ash": 60, "birch": 2}),
                    ),
                ),
            ),
            Prose(
                "Where a contest is so small that numbers could show how somebody voted, only the "
                "outcome is published; the ballot says so before you vote."
            ),
        ),
    )
