"""Names in addresses: slugs that stay with a person, and lead on when the name changes."""

from collections.abc import Container

from django.utils.text import slugify

from scorecard.models import FormerSlug, Legislator

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


def rename(legislator: Legislator, name: str) -> None:
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
