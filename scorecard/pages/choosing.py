"""What a reader chose of the list of legislators: who is shown, in which order, in which groups.

All of it stands in the address, so that a list can be kept, quoted and sent to somebody.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

from scorecard.models import Chamber
from scorecard.pages.lines import Held, Line
from scorecard.places.names import is_named, key_of

NO_SCORE = "none"
LETTERS = ("A", "B", "C", "D", "F")
NOW, EARLIER = "", "earlier"
GROUPS = {"chamber": "chamber", "party": "party", "grade": "grade", "none": "nothing"}


@dataclass(frozen=True)
class Choice:
    """Empty fields leave everybody in; `sort` with a minus turns the order round."""

    q: str = ""
    chamber: str = ""
    party: str = ""
    county: str = ""
    grade: str = ""
    endorsed: bool = False
    served: str = NOW
    sort: str = "name"
    group: str = "chamber"

    @property
    def narrows(self) -> bool:
        """Whether somebody may be left out."""
        return any((self.q, self.chamber, self.party, self.county, self.grade, self.endorsed))

    def query(self, **changed: Any) -> str:
        """The address of this choice, with something changed: what is as usual is left out."""
        own = asdict(replace(self, **changed))
        usual = asdict(Choice())
        said = {name: value for name, value in own.items() if value != usual[name]}
        return "?" + urlencode(
            {name: 1 if value is True else value for name, value in said.items()}
        )


@dataclass(frozen=True)
class Group:
    """Lines under one heading; `all` is how many there are of them without the reader's choice."""

    label: str
    lines: list[Line]
    all: int


def fits(line: Line, choice: Choice) -> bool:
    """Whether a line is among those that the reader chose."""
    return (
        _fits_seat(line.held, line.key, choice)
        and choice.party in ("", line.held.party)
        and choice.grade in ("", grade_of(line))
        and (line.is_endorsed or not choice.endorsed)
    )


def vacant_of(vacant: Iterable[Held], choice: Choice) -> list[Held]:
    """The vacant seats among what the reader chose; none if it is about people."""
    if choice.party or choice.grade or choice.endorsed:
        return []
    return [held for held in vacant if _fits_seat(held, held.reach.key, choice)]


def _fits_seat(held: Held, key: str, choice: Choice) -> bool:
    return (
        choice.chamber in ("", held.chamber)
        and (not choice.county or choice.county in held.reach.counties)
        and is_named(choice.q, key)
    )


def grade_of(line: Line) -> str:
    return line.letter[:1] or NO_SCORE


def _by_name(line: Line) -> tuple[str, str]:
    return key_of(line.person.family_name), key_of(line.person.given_name)


def _by_district(line: Line) -> tuple[bool, int, str]:
    return line.held.chamber == Chamber.SENATE, line.held.reach.place, line.held.district


def _last_session(line: Line) -> int | None:
    return line.standing.session.first_year if line.standing else None


# What lists can be sorted by. Numbers start with the highest, words with the first.
NUMBERS: dict[str, Callable[[Line], int | None]] = {
    "score": lambda line: line.score,
    "recorded": lambda line: line.recorded,
    "trend": lambda line: line.moved,
    "session": _last_session,
}
WORDS: dict[str, Callable[[Line], Any]] = {
    "name": _by_name,
    "district": _by_district,
    "party": lambda line: (not line.held.party, line.held.party),
}
SORTS = [f"{sign}{name}" for name in (*WORDS, *NUMBERS) for sign in ("", "-")]


def sort(lines: Iterable[Line], by: str) -> list[Line]:
    """Who has no such number comes last either way; equals are in the order of their names."""
    name, is_turned = by.removeprefix("-"), by.startswith("-")
    ordered = sorted(lines, key=_by_name)
    if name in WORDS:
        return sorted(ordered, key=WORDS[name], reverse=is_turned)
    number_of = NUMBERS[name]
    with_number = [(value, line) for line in ordered if (value := number_of(line)) is not None]
    with_number.sort(key=lambda pair: pair[0], reverse=not is_turned)
    return [line for _, line in with_number] + [line for line in ordered if number_of(line) is None]


def grouped(lines: Iterable[Line], chosen: list[Line], by: str) -> list[Group]:
    """The chosen lines in their order under headings; groups that nobody chosen is in are left out.

    Args:
        lines: everybody, for the numbers beside the headings.
    """
    heading = HEADINGS[by]
    everybody = Counter(heading(line) for line in lines)
    groups: dict[tuple[Any, str], list[Line]] = {}
    for line in chosen:
        groups.setdefault(heading(line), []).append(line)
    return [Group(key[1], groups[key], everybody[key]) for key in sorted(groups)]


def _of_chamber(line: Line) -> tuple[int, str]:
    return Chamber.values.index(line.held.chamber), line.held.label


def _of_party(line: Line) -> tuple[bool, str]:
    return not line.held.party, line.held.party or "Party not listed"


def _of_grade(line: Line) -> tuple[int, str]:
    letter = grade_of(line)
    if letter == NO_SCORE:
        return len(LETTERS), "No score"
    return LETTERS.index(letter), f"Grade {letter}"


HEADINGS: dict[str, Callable[[Line], tuple[Any, str]]] = {
    "chamber": _of_chamber,
    "party": _of_party,
    "grade": _of_grade,
    "none": lambda line: (0, "All"),
}
