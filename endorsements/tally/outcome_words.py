"""The outcome of a contest in one or two sentences, with the numbers it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from endorsements.tally.counts import BY_DRAW, Count
from endorsements.tally.vocabulary import (
    BAR_NOT_REACHED,
    ENDORSED,
    IRV,
    NO_CONSENSUS,
    NO_ENDORSEMENT,
    NO_ENDORSEMENT_WON,
    NO_QUORUM,
    QUESTION,
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
    base_in_words,
    listed,
    needed_in_words,
    none_in_words,
    numbered,
    percent,
)

Names = Mapping[str, str]


def outcome_in_words(rule: Rule, count: Count, names: Names) -> str:
    """The outcome of a contest in one or two sentences, with the numbers it rests on.

    Args:
        names: key to printed name of every choice.
    """
    sentences = [_OUTCOMES[count.outcome](rule, count, names)]
    if count.outcome == ENDORSED and count.tied:
        tied = listed([named(key, rule, names) for key in count.tied])
        sentences.append(f"{tied} are equal in the place after; none of them is endorsed.")
    if rule.ties == TIE_RUN_OFF and count.tied:
        sentences.append("A run-off round between them is prepared.")
    drawn = [
        n for n, one in enumerate(count.rounds, 1) if any(t.by == BY_DRAW for t in one.settled)
    ]
    if drawn:
        where = f" in round {listed([str(n) for n in drawn])}" if len(count.rounds) > 1 else ""
        sentences.append(f"The public draw settled a tie{where}.")
    return " ".join(sentences)


def short_sentence(rule: Rule, outcome: str, winners: Sequence[str], names: Names) -> str:
    """The outcome without a number, for a contest too small to publish any."""
    if outcome != ENDORSED:
        return nobody_in_words(rule)
    if rule.form == QUESTION:
        return f"The position is {names[winners[0]]}."
    return f"{listed([names[key] for key in winners])} {_are(winners)} endorsed."


def named(key: str, rule: Rule, names: Names) -> str:
    """A choice as a sentence names it: candidates by name, the others in quotation marks."""
    return none_in_words(rule.form) if key == NO_ENDORSEMENT else names[key]


def nobody_in_words(rule: Rule) -> str:
    """What no endorsement means in a contest."""
    return "No position is taken." if rule.form == QUESTION else "Nobody is endorsed."


def _are(keys: Sequence[str]) -> str:
    return "is" if len(keys) == 1 else "are"


def _endorsed(rule: Rule, count: Count, names: Names) -> str:
    if rule.form == STV:
        return _elected(count, names)
    with_shares = f"with {_shares(rule, count, count.winners)}{_in_round(rule, count)}"
    end = f"; {needed_in_words(bar)}." if (bar := _bar(rule)) else ", more than anybody else."
    if rule.form == QUESTION:
        return f"The position is {names[count.winners[0]]}, {with_shares}{end}"
    who = listed([names[key] for key in count.winners])
    return f"{_step_one(rule, count)}{who} {_are(count.winners)} endorsed {with_shares}{end}"


def _elected(count: Count, names: Names) -> str:
    who = listed([names[key] for key in count.winners])
    order = ", elected in this order" if len(count.winners) > 1 else ""
    valid = numbered(count.valid, "ballots")
    quota = f"the quota was {count.quota} of {valid}"
    return f"{who} {_are(count.winners)} endorsed{order}; {quota}."


def _bar(rule: Rule) -> Threshold | None:
    """What the tallies of a count have to clear."""
    return rule.whom_threshold if rule.form == WHETHER_WHOM else rule.threshold


def _shares(rule: Rule, count: Count, keys: Sequence[str]) -> str:
    """For example "68 % and 62 % of 412 ballots"."""
    bar = _bar(rule)
    apart_from = bar.share if bar else None
    shares = listed([percent(count.share(key), apart_from=apart_from) for key in keys])
    return f"{shares} of {_denominator(rule, count)}"


def _denominator(rule: Rule, count: Count) -> str:
    bar = _bar(rule)
    return base_in_words(count.denominator, bar.base if bar else WITHOUT_ABSTENTIONS, rule.form)


def _in_round(rule: Rule, count: Count) -> str:
    return f" in round {len(count.rounds)}" if rule.form == IRV and len(count.rounds) > 1 else ""


def _step_one(rule: Rule, count: Count) -> str:
    """Of "whether, then whom": how the first question was answered."""
    if rule.form != WHETHER_WHOM or rule.threshold is None:
        return ""
    whether = count.details["whether"]
    denominator = count.details["denominator"]
    share = Fraction(whether[YES], denominator) if denominator else Fraction(0)
    of = base_in_words(denominator, rule.threshold.base, rule.form)
    said = percent(share, apart_from=rule.threshold.share)
    return f"Endorsing has {said} Yes of {of}; {needed_in_words(rule.threshold)}. "


def _none_won(rule: Rule, count: Count, names: Names) -> str:
    shares = f"{_shares(rule, count, [NO_ENDORSEMENT])}{_in_round(rule, count)}"
    return f"{none_in_words(rule.form)} won with {shares}. {nobody_in_words(rule)}"


def _tie(rule: Rule, count: Count, names: Names) -> str:
    who = listed([named(key, rule, names) for key in count.tied])
    return f"{_step_one(rule, count)}A tie between {who}. {nobody_in_words(rule)}"


def _not_reached(rule: Rule, count: Count, names: Names) -> str:
    if rule.form == WHETHER_WHOM and not count.details["is_reached"]:
        return f"{_step_one(rule, count)}{nobody_in_words(rule)}"
    bar = _bar(rule)
    end = f"; {needed_in_words(bar)}" if bar else ""
    return f"No endorsement: {_best(rule, count, names)}{end}."


def _no_consensus(rule: Rule, count: Count, names: Names) -> str:
    bar = _bar(rule)
    end = f"; {needed_in_words(bar)}" if bar else ""
    best = f"{_best(rule, count, names)}{_in_round(rule, count)}{end}"
    return f"{_step_one(rule, count)}No consensus: {best}. {nobody_in_words(rule)}"


def _no_quorum(rule: Rule, count: Count, names: Names) -> str:
    were = "was" if count.cast == 1 else "were"
    cast = f"{numbered(count.cast, 'ballots')} {were} cast"
    return f"No quorum: {cast}, {count.quorum_needed} were needed. {nobody_in_words(rule)}"


def _best(rule: Rule, count: Count, names: Names) -> str:
    """Who came nearest, with their share."""
    runners = {key: votes for key, votes in count.tallies.items() if key in rule.candidates}
    most = max(runners.values(), default=0)
    if not most:
        return "no candidate has a vote"
    leaders = [key for key, votes in runners.items() if votes == most]
    who = listed([names[key] for key in leaders])
    share = _shares(rule, count, leaders[:1])
    if len(leaders) == 1:
        return f"{who} has {share}"
    return f"{who} have {share.replace(' of ', ' each of ', 1)}"


_OUTCOMES: dict[str, Callable[[Rule, Count, Names], str]] = {
    ENDORSED: _endorsed,
    NO_ENDORSEMENT_WON: _none_won,
    TIE: _tie,
    BAR_NOT_REACHED: _not_reached,
    NO_CONSENSUS: _no_consensus,
    NO_QUORUM: _no_quorum,
}
