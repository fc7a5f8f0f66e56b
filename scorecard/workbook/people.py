"""Who is who in the sheets: by number, then by asking; a name alone never decides.

A number may be missing, belong to somebody else, stand beside two names, or be the second one
of a person who is known by another. Wherever a number and the names beside it do not fit, the
row is a question, with those who may be meant.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from scorecard.workbook.oddities import Oddity


@dataclass(frozen=True)
class Written:
    """A person as a sheet names them; `place` is the row or the column."""

    sheet: str
    place: str
    number: str
    name: str


@dataclass(frozen=True)
class Known:
    """A legislator who is stored already; `name` as sheets write it, the family's first."""

    key: int
    name: str


class Verdict(StrEnum):
    """What was found of a row: whose it is, whose it will be once stored, or a question."""

    KNOWN = "known"
    NEW = "new"
    NOBODY = "nobody"
    ASKED = "asked"


@dataclass(frozen=True)
class Finding:
    """The verdict on one row, with the legislator, or with a question and who may be meant."""

    written: Written
    verdict: Verdict
    key: int | None = None
    question: str = ""
    suggested: tuple[int, ...] = ()

    @property
    def whose(self) -> int | str | None:
        """What tells persons apart: the legislator, or the number of one who is new."""
        return self.written.number if self.verdict == Verdict.NEW else self.key


@dataclass(frozen=True)
class Answers:
    """What staff answered: by sheet, number and name; the sheet is empty where all are meant.

    A value of None says that the row is nobody's.
    """

    given: Mapping[tuple[str, str, str], int | None] = field(default_factory=dict)

    def about(self, one: Written) -> tuple[str, str, str] | None:
        """The key of the answer about this row; None when none was given."""
        for sheet in (one.sheet, ""):
            if (key := (sheet, one.number, plain(one.name))) in self.given:
                return key
        return None


def plain(name: str) -> str:
    """A name without accents, capitals, points and doubled blanks."""
    decomposed = unicodedata.normalize("NFKD", name)
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(letters.replace(".", " ").casefold().split())


def is_number(text: str) -> bool:
    """Whether this can be somebody's number: "NOT FOUND" and an empty cell are none."""
    return any(map(str.isdigit, text)) and not any(map(str.isspace, text))


def _family(name: str) -> set[str]:
    return set(plain(name).partition(",")[0].replace("-", " ").split())


def _given(name: str) -> str:
    return next(iter(plain(name).partition(",")[2].split()), "")


def who_is_who(
    people: Sequence[Written], numbers: Mapping[str, Known], answers: Answers | None = None
) -> list[Finding]:
    """One finding for each person, in the order given.

    Args:
        people: everybody whom the votes and sponsorship sheets of one session name.
        numbers: the legislators that are stored, by each of their numbers.
    """
    answers = answers or Answers()
    by_number: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in people:
        by_number[one.sheet, one.number].add(plain(one.name))
    same_name: dict[str, set[int]] = defaultdict(set)
    for known in numbers.values():
        same_name[plain(known.name)].add(known.key)
    elsewhere: dict[str, set[int]] = defaultdict(set)
    for one in people:
        if (known_one := numbers.get(one.number)) and _family(one.name) & _family(known_one.name):
            elsewhere[plain(one.name)].add(known_one.key)
    findings = []
    for one in people:
        if key := answers.about(one):
            whose = answers.given[key]
            verdict = Verdict.NOBODY if whose is None else Verdict.KNOWN
            findings.append(Finding(one, verdict, whose))
            continue
        alike = same_name[plain(one.name)] | elsewhere[plain(one.name)]
        names = by_number[one.sheet, one.number]
        findings.append(_found(one, names, numbers.get(one.number), alike))
    return findings


def _found(one: Written, names: set[str], known: Known | None, alike: set[int]) -> Finding:
    """Args: names: those beside the number in this sheet; alike: legislators of this name."""
    question = _question(one, names, known, alike)
    if question:
        suggested = alike | ({known.key} if known else set())
        return Finding(one, Verdict.ASKED, None, question, tuple(sorted(suggested)))
    return Finding(one, Verdict.KNOWN, known.key) if known else Finding(one, Verdict.NEW)


def _question(one: Written, names: set[str], known: Known | None, alike: set[int]) -> str:
    """Why nobody can say who is meant; empty where the number does."""
    if not is_number(one.number):
        return "The sheet has no number for this person."
    if known is None and len(names) > 1:
        return "Two names stand beside this number, and nobody has it yet."
    if known is None:
        return "The number is new, but somebody of this name has another one." if alike else ""
    if len(names) > 1 and not _is_the_one(one.name, names, known):
        return f"Two names stand beside the number of {known.name}."
    if not _family(one.name) & _family(known.name):
        return f"The number is that of {known.name}."
    return ""


def _is_the_one(name: str, names: Iterable[str], known: Known) -> bool:
    """Whether of the names beside a number this one, and no other, is the one of its owner."""
    fitting = [
        other
        for other in names
        if _family(other) & _family(known.name) and _given(other) == _given(known.name)
    ]
    return fitting == [plain(name)]


def spelled_otherwise(findings: Iterable[Finding]) -> list[Oddity]:
    """Legislators whose name differs between the sheets, by the later place."""
    first: dict[int | str, Written] = {}
    found = []
    for finding in findings:
        if finding.whose is None:
            continue
        before = first.setdefault(finding.whose, finding.written)
        if before.sheet != finding.written.sheet and before.name != finding.written.name:
            text = f"{finding.written.name} here, {before.name} in {before.sheet} {before.place}"
            made = "one person, by the number"
            sheet, place = finding.written.sheet, finding.written.place
            found.append(Oddity(sheet, place, "name spelled otherwise", text, made))
    return found


def listed_twice(findings: Iterable[Finding]) -> list[Oddity]:
    """Rows that say of a legislator again what an earlier row of the same sheet says."""
    first: dict[tuple[str, int | str], Written] = {}
    found = []
    for finding in findings:
        if finding.whose is None:
            continue
        before = first.setdefault((finding.written.sheet, finding.whose), finding.written)
        if before is not finding.written:
            sheet, place = finding.written.sheet, finding.written.place
            text = f"{finding.written.name}, as in {before.place}"
            made = "counted once; the first one is shown"
            found.append(Oddity(sheet, place, "person listed twice", text, made))
    return found
