"""Names in addresses: slugs that stay with a person, and lead on when the name changes."""

from collections.abc import Container

from django.db import transaction
from django.utils.text import slugify

from members import audit
from members.models import User
from scorecard.errors import Unnamed
from scorecard.models import FormerSlug, Legislator, Session

LONGEST = 100


def free_slug(text: str, taken: Container[str]) -> str:
    """A slug of the text; with a number behind it where others have it already."""
    slug = slugify(text)[:LONGEST].strip("-") or "unnamed"
    number, candidate = 1, slug
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    return candidate


def slugs_taken() -> set[str]:
    """Addresses of legislators that lead somewhere, today's and former ones."""
    return {
        *Legislator.objects.values_list("slug", flat=True),
        *FormerSlug.objects.values_list("slug", flat=True),
    }


@transaction.atomic
def rename(
    legislator_id: int, *, name: str, given_name: str, family_name: str, by: User | None
) -> Legislator:
    """Call a legislator otherwise; the address follows the name, the old one leads to the new.

    The same name again changes nothing.

    Raises:
        Unnamed: the name or the family name is empty.
    """
    name, given_name, family_name = (one.strip() for one in (name, given_name, family_name))
    if not (name and family_name):
        raise Unnamed("A legislator needs a name and a family name.")
    legislator = Legislator.objects.select_for_update().get(pk=legislator_id)
    before = (legislator.name, legislator.given_name, legislator.family_name)
    if before == (name, given_name, family_name):
        return legislator
    give_name(legislator, name)
    legislator.given_name, legislator.family_name = given_name, family_name
    legislator.save(update_fields=["name", "slug", "given_name", "family_name"])
    audit.record("scorecard.legislator_renamed", by=by, of=legislator, before=before[0])
    Session.objects.touch()
    return legislator


def give_name(legislator: Legislator, name: str) -> None:
    """Give a new name, and an address with it; the old address leads to the new one.

    The caller saves the legislator in the same transaction.
    """
    if legislator.name == name:
        return
    legislator.name = name
    own = set(FormerSlug.objects.filter(legislator=legislator).values_list("slug", flat=True))
    slug = free_slug(name, slugs_taken() - own - {legislator.slug})
    if slug != legislator.slug:
        FormerSlug.objects.filter(slug=slug).delete()
        FormerSlug.objects.create(legislator=legislator, slug=legislator.slug)
        legislator.slug = slug
