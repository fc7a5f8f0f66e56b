"""About 400 members who do not exist, with the dues of people who might."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random

from django.db import transaction

from endorsements.demo import logins
from endorsements.demo.ledgers import COHORTS, Ledger, Payment
from endorsements.demo.seed import dice
from members.models import (
    Chapter,
    Contribution,
    ContributionKind,
    Member,
    MemberAddress,
    StandingRules,
)

NAMES = Path(__file__).with_name("names.toml")
SOURCE = "demo"
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


@transaction.atomic
def load(seed: int, today: date) -> None:
    """Store rules, chapters, members and their ledgers, unless demo members are there."""
    if Member.objects.filter(is_demo=True).exists():
        return
    _load_rules(today)
    chapters = {name: Chapter.objects.get_or_create(name=name)[0] for name in CHAPTERS}
    people = invent(seed, today)
    members = Member.objects.bulk_create(
        [
            Member(name=one.name, town=one.town, joined_on=one.joined_on, is_demo=True)
            for one in people
        ]
    )
    pairs = list(zip(members, people, strict=True))
    MemberAddress.objects.bulk_create(
        [
            MemberAddress(member=member, email=email)
            for member, one in pairs
            for email in one.addresses
        ]
    )
    Member.chapters.through.objects.bulk_create(
        [
            Member.chapters.through(member=member, chapter=chapters[name])
            for member, one in pairs
            for name in sorted(one.chapters)
        ]
    )
    _load_ledgers(pairs)


def _load_rules(today: date) -> None:
    """Two versions of the rules, the later with higher dues, unless an organisation has its own."""
    if StandingRules.objects.exists():
        return
    before, now = date(today.year - 8, 1, 1), date(today.year - 2, 1, 1)
    StandingRules.objects.create(
        effective_from=before, annual_dues_cents=100_00, monthly_dues_cents=8_00
    )
    StandingRules.objects.create(effective_from=now)


def _load_ledgers(pairs: list[tuple[Member, Person]]) -> None:
    """What was paid, then what was refunded: a refund names a row that is stored."""
    numbers = count(1)
    rows = [
        [_row(member, payment, next(numbers)) for payment in one.ledger] for member, one in pairs
    ]
    payments = [row for ledger in rows for row in ledger if row.kind != ContributionKind.REFUND]
    Contribution.objects.bulk_create(payments, batch_size=1000)
    refunds = []
    for (_, one), ledger in zip(pairs, rows, strict=True):
        for payment, row in zip(one.ledger, ledger, strict=True):
            if payment.undoes is not None:
                row.undoes = ledger[payment.undoes]
                refunds.append(row)
    Contribution.objects.bulk_create(refunds)


def _row(member: Member, payment: Payment, number: int) -> Contribution:
    return Contribution(
        member=member,
        kind=payment.kind,
        amount_cents=payment.cents,
        received_on=payment.on,
        source=SOURCE,
        external_id=f"{SOURCE}-{number:05}",
    )


def invent(seed: int, today: date) -> list[Person]:
    """The people of a seed, in the order of the cohorts; names and addresses are theirs alone."""
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
    usual = [(f"{first}.{last}@example.org".lower(),) for first, last in names]
    addresses: list[tuple[str, ...]] = list(usual)
    with_login = _with_login()
    others = [place for place in range(len(names)) if place not in with_login]
    roll.shuffle(others)
    for place in others[:WITH_TWO_ADDRESSES]:
        addresses[place] += (f"home.{usual[place][0]}",)
    others = others[WITH_TWO_ADDRESSES:]
    for place in others[:WITHOUT_ADDRESS]:
        addresses[place] = ()
    others = others[WITHOUT_ADDRESS:]
    for place in range(COUPLES_WITH_ONE_ADDRESS):
        addresses[others[2 * place]] = usual[others[2 * place + 1]]
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
