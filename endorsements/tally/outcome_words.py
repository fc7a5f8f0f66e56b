"""The outcome of a contest in a few sentences, with the numbers it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from endorsements.tally.counts import BY_DRAW, Amount, Count
from endorsements.tally.vocabulary import (
    ALL_BALLOTS,
    BAR_NOT_REACHED,
    CONTINUING,
    ENDORSED,
    IRV,
    MAXIMUM_SCORE,
    MORE_THAN,
    NO,
    NO_CONSENSUS,
    NO_ENDORSEMENT,
    NO_ENDORSEMENT_WON,
    NO_QUORUM,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    STAR,
    STV,
    TIE,
    TIE_RUN_OFF,
    WHETHER_WHOM,
    WITHOUT_ABSTENTIONS,
    YES,
    Rule,
    Threshold,
)
from endorsements.tally.words import (
    Names,
    amount_in_words,
    base_in_words,
    listed,
    named,
    needed_in_words,
    none_in_words,
    numbered,
    percent,
)

_BASES_WITHOUT_BAR = {STAR: CONTINUING, SCORE: MAXIMUM_SCORE}
HALF = Threshold(Fraction(1, 2), MORE_THAN, CONTINUING)


def outcome_in_words(rule: Rule, count: Count, names: Names) -> str:
    """The outcome of a contest in a few sentences, with the numbers it rests on.

    Args:
        names: key to printed name of the candidates.
    """
    sentences = [_OUTCOMES[count.outcome](rule, count, names)]
    if count.outcome == ENDORSED and count.tied:
        tied = listed([named(key, rule.form, names) for key in count.tied])
        sentences.append(f"{tied} tie for the next place, and none of them is endorsed.")
    if count.tied and rule.ties == TIE_RUN_OFF:
        sentences.append("The rule sends such a tie to a run-off.")
    if count.outcome != NO_QUORUM:
        sentences += _drawn_in_words(count)
    return " ".join(sentences)


def short_sentence(rule: Rule, outcome: str, winners: Sequence[str], names: Names) -> str:
    """The outcome without a number, for a contest too small to publish any."""
    if outcome != ENDORSED:
        return _nobody(rule)
    if rule.form == QUESTION:
        return f"The position is {names[winners[0]]}."
    return f"{listed([names[key] for key in winners])} {_are(winners)} endorsed."


def _drawn_in_words(count: Count) -> list[str]:
    drawn = [
        str(number)
        for number, one in enumerate(count.rounds, start=1)
        if any(tie.by == BY_DRAW for tie in one.settled)
    ]
    if not drawn:
        return []
    where = f" in round {listed(drawn)}" if len(count.rounds) > 1 else ""
    return [f"The public draw settled a tie{where}."]


def _nobody(rule: Rule) -> str:
    return "No position is taken." if rule.form == QUESTION else "Nobody is endorsed."


def _are(keys: Sequence[str]) -> str:
    return "is" if len(keys) == 1 else "are"


# ---- shares


def deciding_tallies(rule: Rule, count: Count) -> Mapping[str, Amount]:
    """The numbers that a share is made of: of the last round where a form has several."""
    return count.rounds[-1].tallies if rule.form in (IRV, STAR) else count.tallies


def _bar(rule: Rule) -> Threshold | None:
    """What has to be cleared; more than half in an instant run-off without a threshold."""
    if rule.form == WHETHER_WHOM:
        return rule.whom_threshold
    return HALF if rule.form == IRV and rule.threshold is None else rule.threshold


def _denominator(rule: Rule, count: Count, key: str) -> int:
    if rule.form == PER_CANDIDATE:
        return count.details["denominators"][key]
    if rule.threshold is None and rule.form in (IRV, STAR):
        return sum(map(int, deciding_tallies(rule, count).values()))
    return count.denominator


def share_of(rule: Rule, count: Count, key: str) -> Fraction:
    """Exact share by which a candidate is judged; 0 without ballots."""
    denominator = _denominator(rule, count, key)
    held = Fraction(deciding_tallies(rule, count)[key])
    return held / denominator if denominator else Fraction(0)


def _percents(rule: Rule, count: Count, keys: Sequence[str]) -> str:
    bar = _bar(rule)
    apart_from = bar.share if bar else None
    figures = [percent(share_of(rule, count, key), apart_from=apart_from) for key in keys]
    if len(figures) > 1 and len(set(figures)) == 1:
        return f"{figures[0]} each"
    return listed(figures)


def _of_base(rule: Rule, count: Count, key: str) -> str:
    """For example "412 ballots", and in which round of several."""
    bar = _bar(rule)
    base = bar.base if bar else _BASES_WITHOUT_BAR.get(rule.form, WITHOUT_ABSTENTIONS)
    if base == WITHOUT_ABSTENTIONS and not rule.has_abstain and rule.form != PER_CANDIDATE:
        base = ALL_BALLOTS
    words = base_in_words(_denominator(rule, count, key), base, rule.form)
    if rule.form == IRV and len(count.rounds) > 1:
        return f"{words} in round {len(count.rounds)}"
    return words


def _shares(rule: Rule, count: Count, keys: Sequence[str]) -> str:
    """For example "68 % and 62 % of 412 ballots"."""
    shares = f"{_percents(rule, count, keys)} of {_of_base(rule, count, keys[0])}"
    if rule.form != SCORE:
        return shares
    means = [amount_in_words(Fraction(count.tallies[key]) / (count.valid or 1)) for key in keys]
    return f"{shares}, {listed(means)} on average"


def _needed(rule: Rule) -> str:
    """What it took, to end a sentence with shares."""
    if bar := _bar(rule):
        return f"; {needed_in_words(bar)}."
    return "; no bar was set."


def _step_one(rule: Rule, count: Count) -> str:
    """Of "whether, then whom": how the first question was answered, with a space after it."""
    if rule.form != WHETHER_WHOM:
        return ""
    whether = count.details["whether"]
    if rule.threshold is None:
        return f"To endorse anybody {whether[YES]} said Yes and {whether[NO]} No. "
    denominator, bar = whether["denominator"], rule.threshold
    share = Fraction(whether[YES], denominator) if denominator else Fraction(0)
    of = base_in_words(denominator, bar.base, rule.form)
    said = f"{percent(share, apart_from=bar.share)} of {of} said Yes"
    return f"To endorse anybody {said}; {needed_in_words(bar)}. "


# ---- outcomes


def _endorsed(rule: Rule, count: Count, names: Names) -> str:
    winners = count.winners
    who, are = listed([names[key] for key in winners]), _are(winners)
    if rule.form == STV:
        order = ", in this order" if len(winners) > 1 else ""
        valid = numbered(count.valid, "ballots")
        return f"{who} {are} endorsed{order}; the quota was {count.quota} of {valid}."
    if rule.form == STAR and len(count.rounds) == 1:
        return f"{who} {are} endorsed; there was no other candidate."
    if rule.form == PER_CANDIDATE:
        each = [
            f"{names[key]} ({_percents(rule, count, [key])} Yes of {_of_base(rule, count, key)})"
            for key in winners
        ]
        return f"{listed(each)} {are} endorsed{_needed(rule)}"
    shares = f"with {_shares(rule, count, winners)}{_needed(rule)}"
    if rule.form == QUESTION:
        return f"The position is {who}, {shares}"
    return f"{_step_one(rule, count)}{who} {are} endorsed {shares}"


def _none_won(rule: Rule, count: Count, names: Names) -> str:
    none = none_in_words(rule.form)
    if rule.form == STV or (rule.form == STAR and len(count.rounds) == 1):
        return f"{none} won. {_nobody(rule)}"
    return f"{none} won with {_shares(rule, count, [NO_ENDORSEMENT])}. {_nobody(rule)}"


def _tie(rule: Rule, count: Count, names: Names) -> str:
    who = listed([named(key, rule.form, names) for key in count.tied])
    each = (
        "" if rule.form == PER_CANDIDATE else f", each with {_shares(rule, count, count.tied[:1])}"
    )
    return f"{_step_one(rule, count)}A tie for the lead between {who}{each}. {_nobody(rule)}"


def _not_reached(rule: Rule, count: Count, names: Names) -> str:
    if rule.form == WHETHER_WHOM:
        return f"{_step_one(rule, count)}{_nobody(rule)}"
    return f"No endorsement: {_best(rule, count, names)}"


def _no_consensus(rule: Rule, count: Count, names: Names) -> str:
    best = _best(rule, count, names)
    return f"{_step_one(rule, count)}No consensus: {best} {_nobody(rule)}"


def _no_quorum(rule: Rule, count: Count, names: Names) -> str:
    were = "was" if count.cast == 1 else "were"
    cast = f"{numbered(count.cast, 'ballots')} {were} cast"
    return f"No quorum: {cast}, {count.quorum_needed} were needed. {_nobody(rule)}"


def _best(rule: Rule, count: Count, names: Names) -> str:
    """Who came nearest, with their share and what it took."""
    held = deciding_tallies(rule, count)
    shares = {key: share_of(rule, count, key) for key in held if key in rule.candidates}
    most = max(shares.values(), default=Fraction(0))
    if not most:
        return "no candidate has a vote."
    leaders = [key for key, share in shares.items() if share == most]
    who, have = listed([names[key] for key in leaders]), "has" if len(leaders) == 1 else "have"
    percents, base = _percents(rule, count, leaders), _of_base(rule, count, leaders[0])
    return f"{who} {have} {percents} of {base}{_needed(rule)}"


_OUTCOMES: dict[str, Callable[[Rule, Count, Names], str]] = {
    ENDORSED: _endorsed,
    NO_ENDORSEMENT_WON: _none_won,
    TIE: _tie,
    BAR_NOT_REACHED: _not_reached,
    NO_CONSENSUS: _no_consensus,
    NO_QUORUM: _no_quorum,
}
