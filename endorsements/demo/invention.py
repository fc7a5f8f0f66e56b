"""About 400 members who do not exist, with the dues of people who might. Nothing is stored here."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random

from endorsements.demo import logins
from endorsements.demo.ledgers import COHORTS, Ledger
from endorsements.demo.seed import dice

NAMES = Path(__file__).with_name("names.toml")
CHAPTERS = {"Quarry Valley (demo)": 95, "Harbor Towns (demo)": 110}
COUPLES_WITH_ONE_ADDRESS = 4
WITH_TWO_ADDRESSES = 24
WITHOUT_ADDRESS = 6


@dataclass(frozen=True)
class Person:
    """An invented person before they are stored."""

    name: str
    town: str
    joined_on: date
    addresses: tuple[str, ...]
    chapters: frozenset[str]
    ledger: Ledger


def invent(seed: int, today: date) -> list[Person]:
    """The people of a seed, in the order of the cohorts; no two have a name in common."""
    names = list(_names(dice(seed, "names")))
    towns = tomllib.loads(NAMES.read_text())["towns"]
    roll = dice(seed, "people")
    ledgers = [cohort.ledger(roll, today) for cohort in COHORTS for _ in range(cohort.size)]
    addresses = _addresses(dice(seed, "addresses"), names)
    chapters = _chapters(dice(seed, "chapters"), len(names))
    return [
        Person(
            name=" ".join(name),
            town=roll.choice(towns),
            joined_on=_joined_on(roll, ledger, today),
            addresses=addresses[number],
            chapters=chapters[number],
            ledger=ledger,
        )
        for number, (name, ledger) in enumerate(zip(names, ledgers, strict=True))
    ]


def _names(roll: Random) -> Iterator[tuple[str, str]]:
    """First name and surname for everybody, no surname twice."""
    lists = tomllib.loads(NAMES.read_text())
    surnames = [
        beginning + ending
        for beginning in lists["surname_beginnings"]
        for ending in lists["surname_endings"]
    ]
    for surname in roll.sample(surnames, sum(cohort.size for cohort in COHORTS)):
        yield roll.choice(lists["first_names"]), surname


def _with_login() -> dict[int, str]:
    """The first of a cohort gets the login that is made for it: place to address."""
    places = {}
    place = 0
    for cohort in COHORTS:
        for member in logins.MEMBERS:
            if member.cohort is cohort.ledger:
                places[place] = member.email
        place += cohort.size
    return places


def _addresses(roll: Random, names: list[tuple[str, str]]) -> list[tuple[str, ...]]:
    """One address each, but for some with two, some with none, and couples who share one."""
    usual = [f"{first}.{last}@example.org".lower() for first, last in names]
    addresses: list[tuple[str, ...]] = [(email,) for email in usual]
    with_login = _with_login()
    others = [place for place in range(len(names)) if place not in with_login]
    roll.shuffle(others)
    turn = iter(others)
    for place in islice(turn, WITH_TWO_ADDRESSES):
        addresses[place] = (usual[place], f"home.{usual[place]}")
    for place in islice(turn, WITHOUT_ADDRESS):
        addresses[place] = ()
    for place in islice(turn, COUPLES_WITH_ONE_ADDRESS):
        addresses[place] = addresses[next(turn)]
    for place, email in with_login.items():
        addresses[place] = (email,)
    return addresses


def _chapters(roll: Random, number: int) -> list[frozenset[str]]:
    """Each chapter draws its members from everybody; a few belong to both, most to none."""
    belongs = {name: set(roll.sample(range(number), size)) for name, size in CHAPTERS.items()}
    # Who has a login sees a chapter's contest as well.
    for members in belongs.values():
        members |= set(_with_login())
    return [
        frozenset(name for name, members in belongs.items() if place in members)
        for place in range(number)
    ]


def _joined_on(roll: Random, ledger: Ledger, today: date) -> date:
    first = min((payment.on for payment in ledger), default=today - timedelta(days=200))
    return first - timedelta(days=roll.choice([0, 0, 0, 3, 20, 90]))
