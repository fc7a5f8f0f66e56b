"""The words that rules, outcomes and steps of a count share: shares, bars, denominators, names.

A published result is hashed with its words, and whoever recounts it words it again: changing one
of them makes older records fail their check, unless results get a new format.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from endorsements.tally.counts import Amount
from endorsements.tally.vocabulary import (
    ABSTAIN,
    ALL_BALLOTS,
    ALL_CAST,
    AT_LEAST,
    BLANK,
    CONTINUING,
    MAXIMUM_SCORE,
    NAMED_ONLY,
    NO,
    NO_ENDORSEMENT,
    PER_CANDIDATE,
    QUESTION,
    SINGLE_CHOICE,
    STAR,
    WHETHER_WHOM,
    WHOLE_ROLL,
    WITHOUT_ABSTENTIONS,
    YES,
    Quorum,
    Threshold,
)

QUESTION_ANSWERS = {YES: "Yes", NO: "No"}
BASES = {
    ALL_BALLOTS: "all ballots marked in this contest",
    WITHOUT_ABSTENTIONS: "the ballots marked in this contest, abstentions left out",
    NAMED_ONLY: "the ballots marked for a named candidate",
    ALL_CAST: "all ballots cast in this contest, blank and invalid ones too",
    CONTINUING: "the ballots that still count for somebody in that round",
    MAXIMUM_SCORE: "the highest possible score (5 points from each ballot that scores)",
    WHOLE_ROLL: "all members who may vote in this contest",
}
SHORT_BASES = {
    ALL_BALLOTS: "ballots",
    WITHOUT_ABSTENTIONS: "ballots without abstentions",
    NAMED_ONLY: "ballots for a named candidate",
    ALL_CAST: "ballots cast",
    CONTINUING: "ballots that still counted",
    MAXIMUM_SCORE: "points possible",
    WHOLE_ROLL: "members who may vote",
}
# Where a form's own words say more plainly what is counted.
_BASES_OF_FORM = {
    (QUESTION, NAMED_ONLY): "the ballots marked Yes or No",
    (PER_CANDIDATE, ALL_BALLOTS): "all ballots that say anything to that candidate",
    (PER_CANDIDATE, WITHOUT_ABSTENTIONS): "the ballots that say Yes or No to that candidate",
    (WHETHER_WHOM, ALL_BALLOTS): "all ballots that answer that question",
    (WHETHER_WHOM, WITHOUT_ABSTENTIONS): (
        "the ballots that answer that question, abstentions left out"
    ),
    (STAR, CONTINUING): "the ballots that score one of the two in the final above the other",
}
_SHORT_BASES_OF_FORM = {
    (QUESTION, NAMED_ONLY): "ballots for Yes or No",
    (PER_CANDIDATE, WITHOUT_ABSTENTIONS): "ballots with Yes or No",
    (STAR, CONTINUING): "ballots with a preference",
}
# Key to printed name.
Names = Mapping[str, str]
QUOTED_NONE = "“No endorsement”"
QUOTED_NO_POSITION = "“No position”"


def percent(share: Fraction, *, apart_from: Fraction | None = None) -> str:
    """A share as people read it: "67.9 %", whole percents without a decimal.

    Args:
        apart_from: a bar the printed figure must not seem to meet when the share does not; as
            many decimals are printed as that takes (59.96 % is not "60 %"). Nor does a share
            that is not nothing or everything seem to be.
    """
    marks = {Fraction(0), Fraction(1), apart_from or Fraction(0)} - {share}
    digits = 1
    while any(_rounded(share, digits) == _rounded(mark, digits) for mark in marks):
        digits += 1
    return f"{_rounded(share, digits)} %"


def _rounded(share: Fraction, digits: int) -> str:
    scaled = share * 100 * 10**digits
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    whole, part = divmod(units, 10**digits)
    decimals = f"{part:0{digits}d}".rstrip("0")
    return f"{whole}.{decimals}" if decimals else str(whole)


def amount_in_words(amount: Amount) -> str:
    """What a sentence prints of an amount: "12", "12.5", "12.34" cut after two decimals.

    Cut, not rounded: what is below a quota never seems to reach it. Tables have the exact value.
    """
    hundredths = Fraction(amount) * 100
    units = hundredths.numerator // hundredths.denominator
    if not units and amount:
        return "less than 0.01"
    whole, part = divmod(units, 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".") if part else str(whole)


def threshold_in_words(threshold: Threshold, form: str = SINGLE_CHOICE) -> str:
    """For example "at least 60 % (3/5) of all ballots marked in this contest"."""
    bar = "at least" if threshold.compare == AT_LEAST else "more than"
    base = _BASES_OF_FORM.get((form, threshold.base), BASES[threshold.base])
    return f"{bar} {exact_in_words(threshold.share)} of {base}"


def exact_in_words(share: Fraction) -> str:
    """For example "66.7 % (2/3)"."""
    return f"{percent(share)} ({share.numerator}/{share.denominator})"


def needed_in_words(threshold: Threshold) -> str:
    """For example "60 % was needed", said beside a share."""
    over = "" if threshold.compare == AT_LEAST else "more than "
    return f"{over}{percent(threshold.share)} was needed"


def base_in_words(number: int, base: str, form: str = SINGLE_CHOICE) -> str:
    """What a share is of, with its number: "412 ballots", "1 ballot without abstentions"."""
    return numbered(number, _SHORT_BASES_OF_FORM.get((form, base), SHORT_BASES[base]))


def quorum_in_words(quorum: Quorum) -> str:
    """A sentence, or an empty text where there is no quorum."""
    if quorum.ballots is not None:
        ballots = "1 ballot is" if quorum.ballots == 1 else f"{quorum.ballots} ballots are"
        return f"The result stands only if at least {ballots} cast."
    if quorum.share is not None:
        return (
            f"The result stands only if at least {exact_in_words(quorum.share)} of the members "
            "who may vote in this contest cast a ballot."
        )
    return ""


def numbered(number: int, things: str) -> str:
    """A number with its noun, which is given in the plural and stands first: "1 ballot cast"."""
    noun, _, rest = things.partition(" ")
    if number != 1:
        return f"{number} {things}"
    return " ".join(filter(None, ["1", noun.removesuffix("s"), rest]))


def listed(parts: Sequence[str]) -> str:
    """ "Ash", "Ash and Birch", "Ash, Birch and Cedar"."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def none_in_words(form: str) -> str:
    """ "No endorsement" as sentences quote it; a question has "No position" in its place."""
    return QUOTED_NO_POSITION if form == QUESTION else QUOTED_NONE


def named(key: str, form: str, names: Mapping[str, str]) -> str:
    """A choice as a sentence names it: candidates by name, "no endorsement" in quotation marks."""
    return none_in_words(form) if key == NO_ENDORSEMENT else names[key]


def choice_names(contest: Mapping[str, Any]) -> dict[str, str]:
    """Every single mark of a contest to what people call it.

    Args:
        contest: of a frozen definition.
    """
    names = {candidate["key"]: candidate["name"] for candidate in contest["candidates"]}
    return {
        **names,
        NO_ENDORSEMENT: "No position" if contest["form"] == QUESTION else "No endorsement",
        ABSTAIN: "Abstain",
        BLANK: "Left blank",
    }
