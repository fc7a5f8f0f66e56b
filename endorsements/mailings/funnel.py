"""How far a round's mails carried, in numbers: from the roll to a ballot, never to a choice."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from endorsements.models import Delivery, RollEntry, Round
from endorsements.models.mailings import OF_THE_VOTE, TAKEN, UNWANTED
from members.models import MemberAddress

MOST_SHOWN = 50


@dataclass(frozen=True)
class Funnel:
    """Members. `mailed` and `bounced` are None once the single copies are deleted."""

    on_roll: int
    with_address: int
    mailed: int | None
    bounced: int | None
    logged_in: int
    voted: int


def funnel_of(voting_round: Round) -> Funnel:
    """In six counts, each of one query."""
    roll = RollEntry.objects.filter(round=voting_round, is_voided=False)
    copies = Delivery.objects.filter(mailing__round=voting_round, candidate=None)
    of_the_vote = copies.filter(mailing__kind__in=OF_THE_VOTE, state__in=TAKEN)
    is_kept = not voting_round.mailings.exclude(numbers={}).exists()
    return Funnel(
        on_roll=roll.count(),
        with_address=roll.filter(member__in=_people(MemberAddress.objects.all())).count(),
        mailed=_members(of_the_vote) if is_kept else None,
        bounced=_members(copies.filter(state__in=UNWANTED)) if is_kept else None,
        logged_in=roll.filter(member__in=_people(_logged_in_since_opening(voting_round))).count(),
        voted=roll.who_voted().count(),
    )


def came_back(voting_round: Round) -> QuerySet[Delivery]:
    """Copies that came back or were called junk, the latest first."""
    copies = Delivery.objects.filter(mailing__round=voting_round, state__in=UNWANTED)
    return copies.select_related("member", "candidate", "mailing").order_by("-pk")


def _members(copies: QuerySet[Delivery]) -> int:
    return copies.order_by().values("member").distinct().count()


def _people(addresses: QuerySet[MemberAddress]) -> QuerySet:
    person = Coalesce("member__merged_into", "member")
    return addresses.order_by().annotate(person=person).values("person")


def _logged_in_since_opening(voting_round: Round) -> QuerySet[MemberAddress]:
    """Addresses whose login was used last after the opening."""
    if voting_round.opens_at is None:
        return MemberAddress.objects.none()
    used = EmailAddress.objects.filter(verified=True, user__last_login__gte=voting_round.opens_at)
    return MemberAddress.objects.filter(email__in=used.values("email"))
