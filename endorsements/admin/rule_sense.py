"""What cannot be in one rule, with the sentence that says so and the field to say it at.

The database refuses the same (`models/rules.py`), without a word.
"""

from collections.abc import Iterator

from endorsements.models.rules import Base, Form
from endorsements.tally.vocabulary import (
    BASES_OF_FORM,
    FORMS_WITH_LIMITED_MARKS,
    FORMS_WITH_ONE_WINNER,
    FORMS_WITHOUT_NO_ENDORSEMENT,
    MORE_THAN,
    QUESTION,
    STV,
    TIE_DRAW,
    TIE_ENDORSES_BOTH,
    WHETHER_WHOM,
    Rule,
    Threshold,
)

Mistake = tuple[str, str]
MOST_SEATS = 99
MORE_THAN_ALL = "Nobody can get more than everything."


def mistakes(rule: Rule) -> Iterator[Mistake]:
    """Field and sentence of everything that keeps a rule of one's own from being one."""
    yield from _bars(rule)
    yield from _ballot(rule)
    if problem := wrong_seats(rule.form, rule.seats):
        yield "seats", problem
    if rule.form == STV and rule.ties != TIE_DRAW:
        yield "ties", "With several seats by rank the public draw settles ties: choose that."
    if rule.form == QUESTION and rule.ties == TIE_ENDORSES_BOTH:
        yield "ties", "The answer cannot be Yes and No at once."


def wrong_seats(form: str, seats: int) -> str:
    """Why a contest of this form cannot endorse so many; empty where it can."""
    if form in FORMS_WITH_ONE_WINNER and seats != 1:
        return "This rule finds one: leave this empty, or choose a rule for several."
    return "" if 1 <= seats <= MOST_SEATS else f"Write a number from 1 to {MOST_SEATS}."


def _bars(rule: Rule) -> Iterator[Mistake]:
    has_two_steps = rule.form == WHETHER_WHOM
    if rule.form == STV and rule.threshold:
        yield "share", "STV has a quota instead of a threshold: leave this empty."
    elif rule.threshold:
        yield from _bar(rule.form, rule.threshold, "share", "base")
    elif has_two_steps:
        yield "share", "Say which share of Yes is needed to endorse anybody."
    if rule.whom_threshold and not has_two_steps:
        yield "whom_share", "Only “whether, then whom” has a second step: leave this empty."
    elif rule.whom_threshold:
        yield from _bar(rule.form, rule.whom_threshold, "whom_share", "whom_base")
    elif has_two_steps:
        yield "whom_share", "Say which share is needed in the second step."


def _bar(form: str, bar: Threshold, share: str, base: str) -> Iterator[Mistake]:
    if bar.share == 1 and bar.compare == MORE_THAN:
        yield share, MORE_THAN_ALL
    if bar.base not in BASES_OF_FORM[form]:
        named = [f"“{Base(one).label}”" for one in BASES_OF_FORM[form]]
        yield base, f"“{Form(form).label}” has no such number. Choose {_either(named)}."


def _ballot(rule: Rule) -> Iterator[Mistake]:
    if rule.most_marks is not None:
        if rule.form not in FORMS_WITH_LIMITED_MARKS:
            yield "most_marks", "Only approvals and ranks can be limited: leave this empty."
        elif not 1 <= rule.most_marks <= MOST_SEATS:
            yield "most_marks", f"Write a number from 1 to {MOST_SEATS}."
    if rule.form in FORMS_WITHOUT_NO_ENDORSEMENT and rule.has_no_endorsement:
        yield "has_no_endorsement", "Here voters say No instead: take this tick out."


def _either(names: list[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last
