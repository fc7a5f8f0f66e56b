"""Mails that a member may refuse, and how they do: on their page, or by one press in a mail.

Receipts, codes to log in, and whatever warns of a change cannot be refused: they are how a member
notices that somebody else acts as them.
"""

from collections.abc import Collection

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from members import audit, outbox
from members.errors import NoSuchLink
from members.models import MailRefusal, MailSubject, Member, MemberAddress, User

SALT = "members.mail_choices"


def refused_by(member: Member) -> set[str]:
    return set(MailRefusal.objects.filter(member=member).values_list("subject", flat=True))


@transaction.atomic
def choose(member_id: int, *, wanted: Collection[str], by: User | None) -> None:
    """Write to this member about these subjects, and about no other.

    Args:
        by: None when somebody pressed the link in a mail, without logging in.
    """
    member = Member.objects.select_for_update(no_key=True).get(pk=member_id)
    before, refused = refused_by(member), set(MailSubject.values) - set(wanted)
    if before == refused:
        return
    MailRefusal.objects.filter(member=member).exclude(subject__in=refused).delete()
    MailRefusal.objects.bulk_create(
        MailRefusal(member=member, subject=subject) for subject in sorted(refused - before)
    )
    audit.record("member.mail_chosen", by=by, of=member, refused=sorted(refused))


@transaction.atomic
def refuse(token: str) -> MailSubject:
    """Do what the link in a mail asks for; a second time it changes nothing.

    Raises:
        NoSuchLink: the link was not made by us, or its member has left.
    """
    member, subject = read(token)
    choose(member.pk, wanted=set(MailSubject.values) - refused_by(member) - {subject}, by=None)
    return subject


def read(token: str) -> tuple[Member, MailSubject]:
    """The member and the subject of a link.

    Raises:
        NoSuchLink: the link was not made by us, or its member has left.
    """
    try:
        member_id, subject = signing.loads(token, salt=SALT)
        return Member.objects.still_here().get(pk=member_id), MailSubject(subject)
    except (signing.BadSignature, Member.DoesNotExist, ValueError, TypeError):
        raise NoSuchLink(
            "This link is not one of ours, or no longer works. Log in and look at "
            "“My membership” to choose your mails."
        ) from None


def unsubscribe_address(member_id: int, subject: MailSubject) -> str:
    """Works for as long as the member is here: mails are read late."""
    token = signing.dumps([member_id, subject], salt=SALT)
    return f"{settings.BASE_URL}{reverse('members:unsubscribe', args=[token])}"


def wanting(members: QuerySet[Member], about: MailSubject) -> QuerySet[Member]:
    """Those of the members who are here and do not refuse mail about this."""
    refused = MailRefusal.objects.filter(member=OuterRef("pk"), subject=about)
    return members.filter(~Exists(refused), left_on__isnull=True)


def write_to(
    members: QuerySet[Member], *, about: MailSubject, subject: str, body: str, key: str
) -> int:
    """Put a mail to every address of those who want it; says how many.

    Args:
        key: names the occasion; nobody is written to twice on it.
    """
    wanted = wanting(members, about).values("pk")
    rows = MemberAddress.objects.leading_to(wanted).select_related("member")
    count = 0
    for address in rows.order_by("pk").iterator():
        link = unsubscribe_address(address.member.person_id, about)
        outbox.put(
            to=address.email,
            subject=subject,
            body=f"{body}\n--\nNo more mails about {about.label.lower()}:\n{link}\n",
            kind=about,
            key=f"{key}:{address.pk}",
            unsubscribe=link,
        )
        count += 1
    return count
