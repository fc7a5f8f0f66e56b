"""Where a copy goes, if anywhere: read from the database just before it is sent."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from endorsements.models import Channel, Delivery, DeliveryState, Mailing, RollEntry
from endorsements.models.mailings import UNWANTED
from members.models import MailRefusal, MemberAddress


@dataclass(frozen=True)
class Fate:
    """`to` is empty where the copy is not sent; `state` then says why not, or is None for a
    reader who has voted: of that nothing is kept."""

    to: str = ""
    state: DeliveryState | None = None


def fates_of(mailing: Mailing, deliveries: Sequence[Delivery]) -> dict[int, Fate]:
    """By delivery, in four queries however many there are.

    Args:
        deliveries: with their members.
    """
    people = {one.member.pk: one.member.person_id for one in deliveries if one.member}
    entries = RollEntry.objects.filter(round=mailing.round_id, member__in=list(people))
    rows = entries.values_list("member_id", "channel", "is_voided")
    on_roll = {member: (channel, is_voided) for member, channel, is_voided in rows}
    refused = _who_refuses(mailing, people)
    addresses = _addresses_of(people.values())
    dead = dead_addresses(mailing, {one for emails in addresses.values() for one in emails})
    found = {}
    for one in deliveries:
        if one.member_id is None:
            continue
        person = people[one.member_id]
        channel, is_voided = on_roll.get(one.member_id, (Channel.NONE, True))
        alive = [email for email in addresses[person] if email not in dead]
        if is_voided:
            found[one.pk] = Fate(state=DeliveryState.OFF)
        elif mailing.is_reminding and channel != Channel.NONE:
            found[one.pk] = Fate()
        elif person in refused:
            found[one.pk] = Fate(state=DeliveryState.REFUSED)
        elif not alive:
            found[one.pk] = Fate(state=DeliveryState.UNREACHABLE)
        else:
            found[one.pk] = Fate(to=alive[0])
    return found


def _who_refuses(mailing: Mailing, people: dict[int, int]) -> set[int]:
    """People, by the rows that stand for them."""
    about = MailRefusal.objects.filter(subject=mailing.about)
    return set(about.filter(member__in=set(people.values())).values_list("member_id", flat=True))


def _addresses_of(people: Iterable[int]) -> dict[int, list[str]]:
    """By person, those that have led to them longest first. Who left has none."""
    emails: dict[int, list[str]] = defaultdict(list)
    rows = MemberAddress.objects.leading_to(list(set(people))).filter(member__left_on=None)
    for address in rows.select_related("member").order_by("pk"):
        emails[address.member.person_id].append(address.email)
    return emails


def dead_addresses(mailing: Mailing, emails: set[str]) -> set[str]:
    """Addresses from which a mail of this round came back, or whose reader called it junk."""
    unwanted = Delivery.objects.filter(mailing__round=mailing.round_id, state__in=UNWANTED)
    return set(unwanted.filter(to__in=emails).values_list("to", flat=True))
