"""“Am I a member?”, asked by anybody about any address and answered by mail to that address.

The page writes down the address and nothing else, so that neither its words nor its time tell
whether anybody here has it. A worker looks it up.
"""

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from members import outbox
from members.dues import Standing
from members.models import Inquiry, Member
from members.standing import standing_of

MOST_AT_ONCE = 100


def ask(email: str) -> Inquiry:
    """Keep the question until a worker answers it."""
    return Inquiry.objects.create(email=email.strip().lower())


def answer_all(limit: int = MOST_AT_ONCE) -> int:
    """Answer what waits, each in a transaction of its own; says how many."""
    count = 0
    while count < limit and _answer_next():
        count += 1
    return count


@transaction.atomic
def _answer_next() -> bool:
    inquiry = Inquiry.objects.select_for_update(skip_locked=True).order_by("pk").first()
    if inquiry is None:
        return False
    outbox.put(
        to=inquiry.email,
        subject=f"{settings.ORGANISATION_NAME}: are you a member?",
        body=_letter(inquiry.email),
        kind="inquiry",
        forget=True,
    )
    inquiry.delete()
    return True


def _letter(email: str) -> str:
    """Says how everybody stands who has the address; with names only where several share it."""
    found = Member.objects.filter(addresses__email=email).values(
        person=Coalesce("merged_into", "pk")
    )
    people = list(Member.objects.still_here().filter(pk__in=found))
    paragraphs = _about(people, email)
    paragraphs.append(
        "Somebody asked this on our site, we hope you. If it was not you, there is nothing to "
        "do: the answer went to this address alone."
    )
    paragraphs.append(f"Questions: {settings.ORGANISATION_CONTACT}")
    return "\n\n".join(["Hello,", *paragraphs]) + "\n"


def _about(people: list[Member], email: str) -> list[str]:
    if not people:
        return [
            f"No member of {settings.ORGANISATION_NAME} has the address {email}.",
            "You may be on our rolls under another address: ask again with that one. "
            f"If you pay dues and cannot find yourself, write to {settings.ORGANISATION_CONTACT}. "
            f"To join us: {settings.BASE_URL}{reverse('members:join')}",
        ]
    today = timezone.localdate()
    if len(people) == 1:
        return [_sentence(standing_of(people[0], on=today)), _what_to_do()]
    each = [f"{one.name}: {_sentence(standing_of(one, on=today))}" for one in people]
    return [
        f"{len(people)} members share the address {email}:",
        "\n\n".join(each),
        "With a shared address nobody of you can vote on the site, since nothing tells which of "
        f"you is voting. Write to {settings.ORGANISATION_CONTACT} with an address for each of you.",
    ]


def _sentence(standing: Standing) -> str:
    is_good = "you are a member in good standing" if standing.is_good else NOT_GOOD
    return f"Today {is_good}. {standing.reason}"


NOT_GOOD = "you are on our rolls, and not in good standing"


def _what_to_do() -> str:
    return (
        "Log in with this address to see what that rests on, to renew, and to vote:\n"
        f"{settings.BASE_URL}{reverse('members:me')}"
    )
