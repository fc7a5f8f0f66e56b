"""Storing the invented members: rules, chapters, rolls, addresses and ledgers."""

from datetime import date
from itertools import count

from django.db import transaction

from endorsements.demo.invention import CHAPTERS, Person, invent
from endorsements.demo.ledgers import Payment
from members.models import (
    Chapter,
    Contribution,
    ContributionKind,
    Member,
    MemberAddress,
    StandingRules,
)

SOURCE = "demo"


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
    if not StandingRules.objects.exists():
        StandingRules.objects.bulk_create(rules(today))


def rules(today: date) -> list[StandingRules]:
    """Two versions, the later with higher dues; not stored."""
    return [
        StandingRules(
            effective_from=date(today.year - 8, 1, 1),
            annual_dues_cents=100_00,
            monthly_dues_cents=8_00,
        ),
        StandingRules(effective_from=date(today.year - 2, 1, 1)),
    ]


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
