"""A rule and a count in words, the same on the ballot, the result page and in the record.

A published result is hashed with these words, and whoever recounts it words it again: changing
one of them makes older records fail their check, unless results get a new format.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from endorsements.tally.counts import Count
from endorsements.tally.vocabulary import (
    ABSTAIN,
    ALL_BALLOTS,
    AT_LEAST,
    BAR_NOT_REACHED,
    BLANK,
    ENDORSED,
    NAMED_ONLY,
    NO_ENDORSEMENT,
    NO_ENDORSEMENT_WON,
    TIE,
    WITHOUT_ABSTENTIONS,
    Quorum,
    Rule,
    Threshold,
)

BASES = {
    ALL_BALLOTS: "all ballots marked in this contest",
    WITHOUT_ABSTENTIONS: "the ballots marked in this contest, abstentions left out",
    NAMED_ONLY: "the ballots marked for a named candidate",
}
SHORT_BASES = {
    ALL_BALLOTS: "ballots",
    WITHOUT_ABSTENTIONS: "ballots without abstentions",
    NAMED_ONLY: "ballots for a named candidate",
}


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


def threshold_in_words(threshold: Threshold) -> str:
    """For example "at least 60 % (3/5) of all ballots marked in this contest"."""
    bar = "at least" if threshold.compare == AT_LEAST else "more than"
    share = threshold.share
    fraction = f"{share.numerator}/{share.denominator}"
    return f"{bar} {percent(share)} ({fraction}) of {BASES[threshold.base]}"


def quorum_in_words(quorum: Quorum) -> str:
    """A sentence, or an empty text where there is no quorum."""
    if quorum.ballots is not None:
        ballots = "1 ballot is" if quorum.ballots == 1 else f"{quorum.ballots} ballots are"
        return f"The result stands only if at least {ballots} cast."
    if quorum.share is not None:
        return (
            f"The result stands only if at least {percent(quorum.share)} of the members "
            "who may vote in this contest cast a ballot."
        )
    return ""


def rule_in_words(rule: Rule) -> str:
    """The whole rule in a few sentences, as printed above the ballot."""
    extras = []
    if rule.has_no_endorsement and rule.threshold.base == NAMED_ONLY:
        extras.append("“No endorsement” can be marked, but does not count in the total")
    elif rule.has_no_endorsement:
        extras.append("“No endorsement” is a choice like any other")
    if rule.has_abstain:
        counts = "counts" if rule.threshold.base == ALL_BALLOTS else "does not count"
        extras.append(f"an abstention {counts} in the total")
    sentences = [
        "Mark one choice.",
        f"A candidate is endorsed with {threshold_in_words(rule.threshold)}.",
        _sentence(extras),
        "A contest left blank does not count in the total.",
        quorum_in_words(rule.quorum),
        "A tie for the lead endorses nobody.",
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _sentence(parts: list[str]) -> str:
    text = "; ".join(parts)
    return text[:1].upper() + text[1:] + "." if text else ""


def outcome_in_words(rule: Rule, count: Count, names: dict[str, str]) -> str:
    """The outcome of a contest in one or two sentences, with the numbers it rests on.

    Args:
        names: key to printed name of the candidates.
    """
    bar = rule.threshold.share
    needed = (
        f"{percent(bar)} was needed"
        if rule.threshold.compare == AT_LEAST
        else (f"more than {percent(bar)} was needed")
    )
    base = _numbered(count.denominator, SHORT_BASES[rule.threshold.base])
    if count.outcome == ENDORSED:
        winner = count.winners[0]
        share = percent(count.share(winner), apart_from=bar)
        return f"{names[winner]} is endorsed with {share} of {base}; {needed}."
    if count.outcome == NO_ENDORSEMENT_WON:
        share = percent(count.share(NO_ENDORSEMENT))
        return f"“No endorsement” won with {share} of {base}. Nobody is endorsed."
    if count.outcome == TIE:
        tied = " and ".join(names.get(key, "“No endorsement”") for key in count.tied)
        return f"A tie for the lead between {tied}. Nobody is endorsed."
    if count.outcome == BAR_NOT_REACHED:
        return f"No endorsement: {_best(count, names, bar)} of {base}; {needed}."
    were = "was" if count.cast == 1 else "were"
    cast = f"{_numbered(count.cast, 'ballots')} {were} cast"
    return f"No quorum: {cast}, {count.quorum_needed} were needed. Nobody is endorsed."


def _numbered(number: int, ballots: str) -> str:
    return f"{number} {ballots.replace('ballots', 'ballot', 1) if number == 1 else ballots}"


def choice_names(contest: Mapping[str, Any]) -> dict[str, str]:
    """Every text a record may hold to what people call it.

    Args:
        contest: of a frozen definition.
    """
    names = {candidate["key"]: candidate["name"] for candidate in contest["candidates"]}
    return {**names, NO_ENDORSEMENT: "No endorsement", ABSTAIN: "Abstain", BLANK: "Left blank"}


def _best(count: Count, names: dict[str, str], bar: Fraction) -> str:
    named = {key: votes for key, votes in count.tallies.items() if key in names and votes}
    if not named:
        return "no candidate has a vote"
    most = max(named.values())
    leaders = [key for key, votes in named.items() if votes == most]
    who = " and ".join(names[key] for key in leaders)
    each = " each" if len(leaders) > 1 else ""
    have = "have" if len(leaders) > 1 else "has"
    return f"{who} {have} {percent(count.share(leaders[0]), apart_from=bar)}{each}"
