"""A member is told when the addresses change that lead to their ballot."""

from collections.abc import Collection, Mapping

from django.conf import settings

from members import outbox
from members.models import Member


def announce_all(
    added: Mapping[int, Collection[str]], removed: Mapping[int, Collection[str]]
) -> None:
    """The same for many members, by their ids."""
    members = Member.objects.filter(pk__in={*added, *removed}).prefetch_related("addresses")
    for member in members:
        announce(member, added=added.get(member.pk, ()), removed=removed.get(member.pk, ()))


def announce(member: Member, *, added: Collection[str], removed: Collection[str]) -> None:
    """Write to every address that the member had before the change.

    Whoever reads the mail of an address can log in and vote as its member: nobody, staff
    included, adds one behind their back.
    """
    now = {address.email for address in member.addresses.all()}
    for email in sorted((now - set(added)) | set(removed)):
        outbox.put(
            to=email,
            subject=f"{settings.ORGANISATION_NAME}: your addresses were changed",
            body=_body(member, added, removed),
            kind="addresses-changed",
        )


def _body(member: Member, added: Collection[str], removed: Collection[str]) -> str:
    changes = [f"  added: {email}" for email in sorted(added)]
    changes += [f"  removed: {email}" for email in sorted(removed)]
    return "\n".join(
        [
            f"Hello {member.name},",
            "",
            f"{settings.ORGANISATION_NAME} changed the e-mail addresses of your membership:",
            "",
            *changes,
            "",
            "Whoever reads mail at one of your addresses can log in and vote as you.",
            f"If you did not ask for this, write to {settings.ORGANISATION_CONTACT} at once.",
            "",
        ]
    )
