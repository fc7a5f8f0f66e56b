"""Ballots as people type them, one line for all that are alike: "12: Ash > Birch > Cedar".

| form | after the number |
| --- | --- |
| single choice, question | `Ash` |
| approval | `Ash, Birch` |
| per candidate | `Ash=yes, Birch=no` |
| score, STAR | `Ash=4, Birch=0` |
| ranked | `Ash > Birch`; `Ash >> Birch` leaves a rank empty, `Ash = Birch` puts two at one rank |
| whether, then whom | `yes, Ash`; `no`; `no, Birch`; `, Ash` answers the second step alone |

Without a number a line is one ballot. Everywhere `blank` is a ballot left blank, `abstain` an
abstention, and `invalid` an invalid ballot. Lines that are empty or begin with # are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from endorsements.tally.legality import answers_to, is_legal
from endorsements.tally.selections import (
    BETWEEN_RANKS,
    SAME_RANK,
    read_answers,
    read_ranks,
    read_steps,
    write_answers,
    write_marks,
    write_ranks,
    write_steps,
)
from endorsements.tally.vocabulary import (
    ABSTAIN,
    APPROVAL,
    BLANK,
    HIGHEST_SCORE,
    IRV,
    PER_CANDIDATE,
    QUESTION,
    RANKED_FORMS,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    STV,
    WHETHER_WHOM,
    Rule,
)
from endorsements.tally.words import listed

MOST_LINES = 2000
MOST_BALLOTS = 1_000_000
INVALID = "?"
SIGNS = ",;:=>"  # stand between names, never in one
_NUMBER = re.compile(r"(\d{1,9})(?:\s*[:*]\s*|\s*x\s+|\s+|$)")
_PAIR = re.compile(r"\s*([^=:]+?)\s*[=:]\s*([^=:\s]+)")
_COMMENT = "#"
_WHOLE_BALLOTS = {"": BLANK, "blank": BLANK, "invalid": INVALID}
_SHORT_ANSWERS = {"y": "yes", "n": "no"}


@dataclass(frozen=True)
class Remark:
    """What there is to say about a line; lines are numbered from 1."""

    line: int
    sentence: str


@dataclass(frozen=True)
class TypedBallots:
    """What was read.

    Args:
        profile: selection to number of ballots, as `count.count` takes it.
        faults: lines that could not be read; with any of them the profile is not to be counted.
        notes: lines that could be read and are invalid ballots under the rule.
    """

    profile: Mapping[str, int]
    faults: tuple[Remark, ...]
    notes: tuple[Remark, ...]


class _CannotRead(ValueError):
    """A line that is no ballot; the sentence says why."""


class _Names:
    """Finds keys by what people type: the key or the name, whatever the capitals."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._keys = {_plain(name): key for key, name in names.items()}
        self._keys |= {_plain(key): key for key in names}
        self._names = names

    def key(self, typed: str) -> str:
        """The key of a name.

        Raises:
            _CannotRead: nobody is called so.
        """
        if not typed.strip():
            raise _CannotRead("A name is missing.")
        if (found := self._keys.get(_plain(typed))) is None:
            known = listed([f"“{name}”" for name in self._names.values()])
            raise _CannotRead(f"“{typed.strip()}” is not one of {known}.")
        return found

    def keys(self, typed: Sequence[str]) -> list[str]:
        """The keys of several names in the ballot's order, each once."""
        marked = {self.key(one) for one in typed}
        return [key for key in self._names if key in marked]


def read_typed(rule: Rule, names: Mapping[str, str], text: str) -> TypedBallots:
    """Read typed ballots.

    Args:
        names: key to printed name of everything that a ballot may mark, in the ballot's order.
    """
    profile: dict[str, int] = {}
    faults, notes = [], []
    finder, lines = _Names(names), text.splitlines()
    for line, typed in enumerate(lines[:MOST_LINES], start=1):
        if not typed.strip() or typed.lstrip().startswith(_COMMENT):
            continue
        try:
            number, selection = _read_line(rule, finder, typed)
        except _CannotRead as fault:
            faults.append(Remark(line, str(fault)))
            continue
        if selection != INVALID and not is_legal(rule, selection):
            notes.append(Remark(line, "This rule does not allow it: it counts as invalid."))
        profile[selection] = profile.get(selection, 0) + number
    if len(lines) > MOST_LINES:
        faults.append(Remark(MOST_LINES + 1, f"At most {MOST_LINES} lines are read."))
    return TypedBallots(profile, tuple(faults), tuple(notes))


def _read_line(rule: Rule, names: _Names, typed: str) -> tuple[int, str]:
    number, marks = 1, typed.strip()
    if match := _NUMBER.match(marks):
        number, marks = int(match.group(1)), marks[match.end() :]
    if not 1 <= number <= MOST_BALLOTS:
        raise _CannotRead(f"Write a number of ballots from 1 to {MOST_BALLOTS:,}.")
    whole = _WHOLE_BALLOTS | ({ABSTAIN: ABSTAIN} if rule.has_abstain else {})
    plain = _plain(marks)
    return number, whole[plain] if plain in whole else _READERS[rule.form](rule, names, marks)


def _marks(rule: Rule, names: _Names, typed: str) -> str:
    return write_marks(names.keys(re.split("[,;]", typed)))


def _ranks(rule: Rule, names: _Names, typed: str) -> str:
    ranks = [rank.split(SAME_RANK) if rank.strip() else [] for rank in typed.split(BETWEEN_RANKS)]
    return write_ranks([names.keys(rank) for rank in ranks])


def _answers(rule: Rule, names: _Names, typed: str) -> str:
    return _pairs(names, typed, answers_to(rule))


def _scores(rule: Rule, names: _Names, typed: str) -> str:
    return _pairs(names, typed, [str(score) for score in range(HIGHEST_SCORE + 1)])


def _pairs(names: _Names, typed: str, allowed: Sequence[str]) -> str:
    """Names with an answer each: "Ash=4, Birch=0", "Ash: 4; Birch: 0" or "Ash=4 Birch=0"."""
    given: dict[str, str] = {}
    for part in re.split("[,;]", typed):
        if _PAIR.sub("", part).strip():
            raise _CannotRead("Write each name with = and what it gets, such as “Ash=…, Birch=…”.")
        for name, said in _PAIR.findall(part):
            key, answer = names.key(name), _SHORT_ANSWERS.get(_plain(said), _plain(said))
            if answer not in allowed:
                raise _CannotRead(f"Write {_either(allowed)} after “{name}”.")
            if key in given:
                raise _CannotRead(f"“{name}” stands there twice.")
            given[key] = answer
    return write_answers({key: given[key] for key in names.keys(list(given))})


def _steps(rule: Rule, names: _Names, typed: str) -> str:
    whether, *rest = (_plain(part) for part in re.split("[,:;]", typed, maxsplit=1))
    whether = _SHORT_ANSWERS.get(whether, whether)
    if whether not in (BLANK, *answers_to(rule)):
        raise _CannotRead(f"Begin with {_either(answers_to(rule))}, then a comma and whom.")
    whom = "".join(rest)
    return write_steps(whether, names.key(whom) if whom else BLANK)


_READERS: dict[str, Callable[[Rule, _Names, str], str]] = {
    SINGLE_CHOICE: _marks,
    QUESTION: _marks,
    APPROVAL: _marks,
    PER_CANDIDATE: _answers,
    SCORE: _scores,
    STAR: _scores,
    IRV: _ranks,
    STV: _ranks,
    WHETHER_WHOM: _steps,
}


def _plain(typed: str) -> str:
    return " ".join(typed.split()).casefold()


def _either(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def write_typed(rule: Rule, names: Mapping[str, str], profile: Mapping[str, int]) -> str:
    """Legal ballots as people would type them; what `read_typed` reads back as the same profile.

    Args:
        names: as for `read_typed`.
    """
    short = {key: key if set(name) & set(SIGNS) else name for key, name in names.items()}
    lines = (f"{number}: {_typed(rule, short, text)}" for text, number in profile.items())
    return "\n".join(lines)


def _typed(rule: Rule, names: Mapping[str, str], text: str) -> str:
    if text in (BLANK, ABSTAIN):
        return text or "blank"
    if rule.form == WHETHER_WHOM:
        whether, whom = read_steps(text)
        return f"{whether}, {names[whom]}" if whom else whether
    if rule.form in RANKED_FORMS:
        return " > ".join(" = ".join(names[key] for key in rank) for rank in read_ranks(text))
    return ", ".join(
        f"{names[key]}={answer}" if answer else names[key] for key, answer in read_answers(text)
    )
