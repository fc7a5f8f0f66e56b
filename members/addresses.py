"""A member is told when the addresses change that lead to their ballot."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.conf import settings

from members import outbox
from members.models import Member, MemberAddress


def announce_all(
    added: Mapping[int, Collection[str]], removed: Mapping[int, Collection[str]]
) -> None:
    """The same for many members, by their ids."""
    members = Member.objects.in_bulk({*added, *removed})
    lead_to = _addresses_of(member.person_id for member in members.values())
    for member in members.values():
        _announce(
            member,
            lead_to[member.person_id],
            added=added.get(member.pk, ()),
            removed=removed.get(member.pk, ()),
        )


def announce(
    member: Member, *, added: Collection[str], removed: Collection[str], by_owner: bool = False
) -> None:
    """Write to every address that led to the person before the change.

    Whoever reads the mail of an address can log in and vote as its member: nobody, staff
    included, adds one behind their back.
    """
    lead_to = _addresses_of([member.person_id])
    now = lead_to[member.person_id]
    _announce(member, now, added=added, removed=removed, by_owner=by_owner)


def announce_merge(duplicate: Member, into: Member, *, undone: bool = False) -> None:
    """Tell the addresses of two rows that they lead to one person now, or no longer do.

    Both are told in full, whichever row stands: either may be the one whose vote is taken.
    """
    emails = {
        row.pk: {address.email for address in row.addresses.all()} for row in (duplicate, into)
    }
    what = "parted again" if undone else "joined"
    for email in sorted(emails[duplicate.pk] | emails[into.pk]):
        outbox.put(
            to=email,
            subject=f"{settings.ORGANISATION_NAME}: two entries of our rolls were {what}",
            body=_body_of_merge(duplicate, into, emails, undone=undone),
            kind="entries-parted" if undone else "entries-joined",
        )


def _addresses_of(people: Iterable[int]) -> Mapping[int, set[str]]:
    emails: dict[int, set[str]] = defaultdict(set)
    rows = MemberAddress.objects.leading_to(list(people)).select_related("member")
    for address in rows:
        emails[address.member.person_id].add(address.email)
    return emails


def _announce(
    member: Member,
    now: Collection[str],
    *,
    added: Collection[str],
    removed: Collection[str],
    by_owner: bool = False,
) -> None:
    for email in sorted((set(now) - set(added)) | set(removed)):
        outbox.put(
            to=email,
            subject=f"{settings.ORGANISATION_NAME}: your addresses were changed",
            body=_body(member, added, removed, by_owner=by_owner),
            kind="addresses-changed",
        )


def _body(
    member: Member, added: Collection[str], removed: Collection[str], *, by_owner: bool
) -> str:
    who = "Somebody who is logged in as you" if by_owner else settings.ORGANISATION_NAME
    changes = [f"  added: {email}" for email in sorted(added)]
    changes += [f"  removed: {email}" for email in sorted(removed)]
    return "\n".join(
        [
            f"Hello {member.name},",
            "",
            f"{who} changed the e-mail addresses of your membership:",
            "",
            *changes,
            "",
            "Whoever reads mail at one of your addresses can log in and vote as you.",
            f"If you did not ask for this, write to {settings.ORGANISATION_CONTACT} at once.",
            "",
        ]
    )


def _body_of_merge(
    duplicate: Member, into: Member, emails: Mapping[int, Collection[str]], *, undone: bool
) -> str:
    rows = [
        f"  {row.name}: {', '.join(sorted(emails[row.pk])) or 'no e-mail address'}"
        for row in (into, duplicate)
    ]
    says = "are two people again" if undone else "were found to be one person"
    warning = (
        []
        if undone
        else ["Whoever reads the mail of one of these addresses can vote as this person."]
    )
    return "\n".join(
        [
            "Hello,",
            "",
            f"two entries on the rolls of {settings.ORGANISATION_NAME} {says}:",
            "",
            *rows,
            "",
            *warning,
            f"If this is wrong, write to {settings.ORGANISATION_CONTACT} at once.",
            "",
        ]
    )
