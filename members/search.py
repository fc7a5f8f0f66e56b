"""Finding people on the rolls by what staff know of them."""

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from members.models import Member, MemberAddress, SourcePerson
from members.models.plain_text import Plain

MOST_WORDS = 8


def found(people: QuerySet[Member], terms: str) -> QuerySet[Member]:
    """Those of the people of whom one row has all these words, in any order.

    A word is found within name and town, without regard to accents, capitals and hyphens; within
    an e-mail address; or as the whole number that a source gave the person. What is known of a
    duplicate leads to the person.
    """
    rows = Member.objects.order_by()
    for word in _words(terms):
        rows = rows.filter(_has(word))
    return people.filter(pk__in=rows.values(person=Coalesce("merged_into", "pk")))


def _words(terms: str) -> list[str]:
    # PostgreSQL knows no text with this sign, and nobody's name has it.
    return terms.replace("\0", " ").split()[:MOST_WORDS]


def _has(word: str) -> Q:
    addresses = MemberAddress.objects.filter(email__contains=word.lower())
    numbers = SourcePerson.objects.filter(number=word)
    return (
        Q(plain__contains=Plain(Value(word)))
        | Q(pk__in=addresses.values("member"))
        | Q(pk__in=numbers.values("member"))
    )
