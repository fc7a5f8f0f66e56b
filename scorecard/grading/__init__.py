"""From marks to scores, shares, letters and medians: pure, exact, each rule written once.

Source of the rules: the present site's own calculation, as its data's README states it
(`docs/scorecard.md` has them in words, and how ours differ from what the site shows).
"""

from scorecard.grading.letters import letter_of
from scorecard.grading.marks import Mark, Side, read_mark
from scorecard.grading.medians import Group, group_of, median_score, upper_median
from scorecard.grading.scores import (
    PRESENT_RULES,
    Grade,
    Rules,
    Shown,
    Tally,
    counts_in_medians,
    grade,
    graded,
    half_up_percent,
    recorded_percent,
    score,
    tally,
    tally_of,
)
from scorecard.grading.sides import side_of, sides, word_of

__all__ = [
    "PRESENT_RULES",
    "Grade",
    "Group",
    "Mark",
    "Rules",
    "Shown",
    "Side",
    "Tally",
    "counts_in_medians",
    "grade",
    "graded",
    "group_of",
    "half_up_percent",
    "letter_of",
    "median_score",
    "read_mark",
    "recorded_percent",
    "score",
    "side_of",
    "sides",
    "tally",
    "tally_of",
    "upper_median",
    "word_of",
]
