"""Everybody who has a page, to be chosen from."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from scorecard.models import (
    Chamber,
    FormerSlug,
    Legislator,
    Service,
    SessionStatus,
    SponsorColumn,
    VoteRow,
)

EARLIER = "Served earlier"


@dataclass(frozen=True)
class Everybody:
    """Legislators by the address of their page, in the order of their names.

    `seats` are those held today, by legislator; `former` leads from former addresses to today's.
    """

    people: dict[str, Legislator]
    seats: dict[int, Service]
    former: dict[str, str]

    def __str__(self) -> str:
        """Changes with whatever is shown of them."""
        seats = [(seat.legislator_id, str(seat), seat.party) for seat in self.seats.values()]
        return f"{[(slug, one.name) for slug, one in self.people.items()]} {seats} {self.former}"

    def address_of(self, slug: str) -> str:
        """The address of today of a former one; any other as it is."""
        return self.former.get(slug, slug)

    @property
    def choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """For a list to choose from: by the chamber of today."""
        found: dict[str, list[tuple[str, str]]] = {str(one.label): [] for one in Chamber}
        found[EARLIER] = []
        for slug, one in self.people.items():
            seat = self.seats.get(one.pk)
            group, name = EARLIER, one.name
            if seat:
                group, name = str(Chamber(seat.chamber).label), f"{one.name}, {seat.district}"
            found[group].append((slug, name))
        return [(group, people) for group, people in found.items() if people]


def everybody() -> Everybody:
    """Who served, or stands in a published session; three queries."""
    own = {"legislator": OuterRef("pk"), "session__status": SessionStatus.PUBLISHED}
    known = (
        Q(services__isnull=False)
        | Exists(VoteRow.objects.filter(**own))
        | Exists(SponsorColumn.objects.filter(**own))
    )
    people = Legislator.objects.filter(known).distinct()
    former = FormerSlug.objects.order_by("slug").values_list("slug", "legislator__slug")
    return Everybody(
        {one.slug: one for one in people},
        {seat.legislator_id: seat for seat in Service.objects.current().order_by("pk")},
        dict(former),
    )
