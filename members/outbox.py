"""Mail goes out after the transaction that caused it, and only if that was committed.

`put` writes a mail into the caller's transaction; a task calls `hand_over` every few seconds.
Handing over may run in several places at once, and be killed anywhere: no mail is lost. One
can reach its reader twice, if the process dies between the mail server's answer and the
commit.
"""

from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from members.models import OutboxMail
from members.models.outbox_mails import MOST_ATTEMPTS

ADDRESSES_AT_ONCE = 2000
FIRST_GAP = timedelta(minutes=1)
# With the mail server away each try costs a timeout: leave the rest for the next run.
FAILURES_BEFORE_PAUSE = 5
HEADERS = {"Auto-Submitted": "auto-generated"}


def put(
    *,
    to: str,
    subject: str,
    body: str,
    kind: str = "",
    key: str | None = None,
    forget: bool = False,
    unsubscribe: str = "",
) -> None:
    """Decide on a mail.

    Args:
        key: a mail whose key is known already is not put again; the key of a forgotten mail
            is forgotten with it.
        forget: keep no trace of the mail once it is handed over.
        unsubscribe: the address to which mail programs send the press of a button (RFC 8058).
    """
    mail = OutboxMail(
        to=to,
        subject=subject,
        body=body,
        kind=kind,
        key=key or "",
        forget=forget,
        unsubscribe=unsubscribe,
    )
    OutboxMail.objects.bulk_create([mail], ignore_conflicts=bool(key))


def put_to_all(
    addresses: QuerySet[Any, str], *, subject: str, body: str, kind: str, forget: bool = False
) -> int:
    """Decide on the same mail to very many, once to each address; in bounded memory.

    All of them are written with the caller's transaction, or none.

    Args:
        addresses: the column `email` of some rows, repeats allowed.

    Returns:
        How many mails there are.
    """
    put_so_far = 0
    # In order, so that an address that several people share comes once.
    found = addresses.order_by("email").distinct().iterator(ADDRESSES_AT_ONCE)
    while batch := list(islice(found, ADDRESSES_AT_ONCE)):
        OutboxMail.objects.bulk_create(
            OutboxMail(to=address, subject=subject, body=body, kind=kind, forget=forget)
            for address in batch
        )
        put_so_far += len(batch)
    return put_so_far


def forget_keys(prefix: str) -> None:
    """Drop the mails that wait under keys with this beginning: what they say must not be kept."""
    OutboxMail.objects.filter(key__startswith=prefix).delete()


def hand_over(limit: int = 100) -> int:
    """Give the mails that are due to the mail server, each in a transaction of its own.

    A mail that fails is kept and due again after a gap that doubles with every attempt. After
    the last attempt (about 34 hours) it waits for nobody: `given_up` lists it, unless it was to
    be forgotten.

    Returns:
        How many the mail server took.
    """
    taken = failed = 0
    while taken + failed < limit and failed < FAILURES_BEFORE_PAUSE:
        mail = _try_next(timezone.now())
        if mail is None:
            break
        if mail.last_error:
            failed += 1
        else:
            taken += 1
    return taken


@transaction.atomic(durable=True)
def _try_next(at: datetime) -> OutboxMail | None:
    mail = OutboxMail.objects.due(at).select_for_update(skip_locked=True).first()
    if mail is None:
        return None
    mail.attempts += 1
    try:
        own = headers(mail.unsubscribe)
        EmailMessage(mail.subject, mail.body, to=[mail.to], headers=own).send()
    # OSError: the server is away or refuses. ValueError: an address that no header can hold.
    except (OSError, ValueError) as failure:
        # The name only: what servers answer repeats addresses.
        mail.last_error = type(failure).__name__
        _keep_for_later(mail, at)
    else:
        _settle(mail, at)
    return mail


def headers(unsubscribe: str = "") -> dict[str, str]:
    """What every mail of ours says of itself, and where one press stops such mails, if it does."""
    if not unsubscribe:
        return HEADERS
    return HEADERS | {
        "List-Unsubscribe": f"<{unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _keep_for_later(mail: OutboxMail, at: datetime) -> None:
    if mail.forget and mail.attempts >= MOST_ATTEMPTS:
        # A receipt that stays behind would tie an address to a slot for good.
        mail.delete()
        return
    mail.due_at = at + FIRST_GAP * 2 ** (mail.attempts - 1)
    mail.save(update_fields=["attempts", "last_error", "due_at"])


def _settle(mail: OutboxMail, at: datetime) -> None:
    mail.last_error = ""
    if mail.forget:
        mail.delete()
        return
    mail.sent_at = at
    mail.save(update_fields=["attempts", "last_error", "sent_at"])
