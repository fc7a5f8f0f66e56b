"""Closing an account: what goes at once, what the law has us keep, and its end.

At once go the log-in with everything that hangs on it, the addresses, the chapters, the choices of
mail, and the name on the rolls. The ledger stays, since it is never rewritten, and so do places on
past rolls; both point at a row that is called "Former member". For those who ever gave money a
`Departure` keeps who that was, as the law on political contributions asks of the organisation,
until `RETENTION_YEARS` are over. As long stay the numbers under which other systems know the
person: without them the next file would put them onto the rolls again.
docs/decisions/0018-closing.md has reasons and sources.
"""

from collections.abc import Callable, Collection
from datetime import date

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from members import audit, outbox
from members.errors import CannotBeClosed
from members.giving import has_given_money
from members.logins import forget_login
from members.models import (
    FORMER,
    Departure,
    MailRefusal,
    MailSubject,
    Member,
    MemberAddress,
    OutboxMail,
    SourcePerson,
    User,
)
from members.standing import ledger_of

Sentences = Callable[[Member], list[str]]
Act = Callable[[Member], None]

# What bars closing (a card that is still charged, say), what has to be known beforehand (a vote
# that is open), and what else is to be done in the same transaction. Others add to these lists
# when their app starts; each may lock what it looks at.
bars: list[Sentences] = []
notices: list[Sentences] = []
acts: list[Act] = []


def obstacles(user: User) -> list[str]:
    """Why this log-in cannot be closed now; empty when it can."""
    if user.is_staff or user.is_superuser:
        return [
            "This is a log-in of staff. What you did for the organisation must stay joined to it: "
            "have another member of staff take your rights away first."
        ]
    member = Member.objects.joined_to(user)
    return [] if member is None else [one for bar in bars for one in bar(member)]


def what_to_know(user: User) -> list[str]:
    """What closing means just now, besides what it always means; empty on most days."""
    member = Member.objects.joined_to(user)
    return [] if member is None else [one for notice in notices for one in notice(member)]


@transaction.atomic
def close(user_id: int, *, told: Collection[str], by: User) -> None:
    """Close a log-in and the membership behind it, by their owner.

    A log-in that leads to no member, or to several, goes alone.

    Args:
        told: the sentences of `what_to_know` that its owner has read.

    Raises:
        CannotBeClosed: somebody else asks, the account is closed, an obstacle stands, or
            something to know has come up since.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    if by.pk != user.pk or not user.is_active:
        raise CannotBeClosed("An account is closed by its owner, and once.")
    member = Member.objects.joined_to(user)
    if member is not None:
        _lock_rows(member)
    if barred := obstacles(user):
        raise CannotBeClosed(" ".join(barred))
    if set(what_to_know(user)) - set(told):
        raise CannotBeClosed("Something changed while you read. Please read this once more.")
    emails = _addresses_of(user, member)
    if member is not None:
        for act in acts:
            act(member)
        _leave(member)
        # The trail is told under the name that is left.
        member.refresh_from_db()
    forget_login(user)
    _forget_mails(emails)
    for email in sorted(emails):
        outbox.put(
            to=email,
            subject=f"{settings.ORGANISATION_NAME}: your account is closed",
            body=_letter(member),
            kind="account-closed",
            forget=True,
        )
    audit.record("account.closed", by=user, of=member or user)


def _lock_rows(member: Member) -> None:
    rows = Member.objects.filter(Q(pk=member.pk) | Q(merged_into=member))
    list(rows.order_by("pk").select_for_update(no_key=True))


def _addresses_of(user: User, member: Member | None) -> set[str]:
    found = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    emails = {user.email, *map(str.lower, found)}
    if member is not None:
        emails |= set(_of_person(MemberAddress, member).values_list("email", flat=True))
    return emails


def _leave(member: Member) -> None:
    """Take the name from all rows of a person, and note whose ledger it was where one is kept."""
    today = timezone.localdate()
    gave = has_given_money(ledger_of(member))
    for row in Member.objects.filter(Q(pk=member.pk) | Q(merged_into=member)).order_by("pk"):
        Departure.objects.create(member=row, **(_record_of(row) if gave else {}))
        row.chapters.clear()
        row.addresses.all().delete()
        row.name, row.town, row.left_on = FORMER, "", today
        row.save(update_fields=["name", "town", "left_on"])
    _of_person(MailRefusal, member).delete()


def _record_of(row: Member) -> dict[str, str]:
    emails = sorted(row.addresses.values_list("email", flat=True))
    return {"name": row.name, "town": row.town, "addresses": "\n".join(emails)}


def _of_person(model: type[models.Model], member: Member) -> models.QuerySet:
    return model._default_manager.filter(Q(member=member) | Q(member__merged_into=member))


@transaction.atomic
def erase_due(*, today: date) -> int:
    """Empty the contributors' records whose time is over, and drop the sources' numbers.

    Returns:
        How many; 0 when it ran before.
    """
    due = Departure.objects.due_for_erasure(left_by=_years_before(today, settings.RETENTION_YEARS))
    count = 0
    for departure in due.select_for_update(skip_locked=True, of=["self"]):
        departure.name = departure.town = departure.addresses = ""
        departure.erased_on = today
        departure.save(update_fields=["name", "town", "addresses", "erased_on"])
        SourcePerson.objects.filter(member_id=departure.member_id).delete()
        audit.record("departure.erased", by=None, of=departure)
        count += 1
    return count


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _forget_mails(emails: Collection[str]) -> None:
    """Drop what was written to these addresses, and news that still waits for them."""
    was_sent, is_news = Q(sent_at__isnull=False), Q(kind__in=MailSubject.values)
    OutboxMail.objects.filter(was_sent | is_news, to__in=emails).delete()


def _letter(member: Member | None) -> str:
    kept = (
        "If you ever gave money, what the law has us keep of that is kept apart, and erased after "
        f"{settings.RETENTION_YEARS} years.\n\n"
        if member is not None
        else ""
    )
    return (
        f"Hello,\n\nYour account with {settings.ORGANISATION_NAME} was closed just now, from a "
        "log-in of yours. You are logged out everywhere, and no address of yours leads to a "
        "ballot any more.\n\n"
        f"{kept}"
        "A monthly gift that you set up at ActBlue goes on until you end it there.\n\n"
        "You can come back whenever you like: sign up, and join, as anybody does.\n\n"
        f"If this was not you, write to {settings.ORGANISATION_CONTACT} at once.\n"
    )
