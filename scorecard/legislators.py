"""Today's members from the lists of the legislature: who holds which seat, and who left."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from members import audit
from members.models import User
from scorecard.errors import Unreadable
from scorecard.models import Chamber, Legislator, LegislatorNumber, Service, Session
from scorecard.naming import free_slug, give_name, slugs_taken

NEEDED = ("id", "name", "familyName", "district")
LARGEST_LIST = 5 * 1024**2
# Fields of a legislator, and where the list has them.
WRITTEN = {
    "name": "name",
    "listed_number": "id",
    "given_name": "givenName",
    "family_name": "familyName",
    "email": "email",
    "phone": "phone",
    "page_url": "url",
    "image_url": "image",
}


@dataclass
class Seating:
    """What a list changed: names, in the order of the list; who left, in the order of seats."""

    new: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    unchanged: int = 0

    @property
    def says_something_new(self) -> bool:
        return any((self.new, self.moved, self.changed, self.left))


def read_list(content: bytes) -> list[dict[str, Any]]:
    """The members of one chamber, as the list has them.

    Raises:
        Unreadable: it is no such list, or two people in it have one number or one seat.
    """
    if len(content) > LARGEST_LIST:
        raise Unreadable(f"The list is larger than {LARGEST_LIST // 1024**2} MB.")
    try:
        people = json.loads(content)
    except (ValueError, RecursionError) as fault:
        raise Unreadable("This is not a list of legislators in JSON.") from fault
    if not isinstance(people, list) or not people:
        raise Unreadable("The list holds nobody.")
    for number, one in enumerate(people, start=1):
        if not isinstance(one, dict) or not all(_text(one, name) for name in NEEDED):
            raise Unreadable(f"Entry {number} lacks one of {', '.join(NEEDED)}.")
    for name in ("id", "district"):
        values = [_text(one, name) for one in people]
        if twice := next((value for value in values if values.count(value) > 1), None):
            raise Unreadable(f"{twice} stands in the list twice.")
    return people


def _text(one: Mapping[str, Any], name: str) -> str:
    value = one.get(name)
    return value.strip() if isinstance(value, str) else ""


@transaction.atomic
def seat(
    people: list[dict[str, Any]], *, chamber: Chamber, as_of: date | None, by: User | None = None
) -> Seating:
    """Bring the seats of a chamber up to a list; people who are not on it have left it.

    Args:
        people: as by `read_list`.
        as_of: the day of the list. Seats that are new begin on it, those that are gone end on
            it; None for the first list of all, when nobody knows since when.
    """
    numbers = [_text(one, "id") for one in people]
    known = LegislatorNumber.objects.filter(number__in=numbers).select_related("legislator")
    seats = _Seats(chamber, as_of, {row.number: row.legislator for row in known})
    seats.empty_those_not_of({legislator.pk for legislator in seats.known.values()})
    for one in people:
        seats.take(seats.written(one), one)
    audit.record(
        "scorecard.legislators_seated",
        by=by,
        of=Service.objects.filter(chamber=chamber).latest("pk"),
        chamber=chamber.value,
        new=len(seats.seating.new),
        left=len(seats.seating.left),
    )
    if seats.seating.says_something_new:
        Session.objects.touch()
    return seats.seating


class _Seats:
    """The seats of one chamber while a list is gone through."""

    def __init__(self, chamber: Chamber, as_of: date | None, known: dict[str, Legislator]) -> None:
        self.chamber, self.as_of, self.known = chamber, as_of, known
        self.seating = Seating()
        self._taken = slugs_taken()

    def empty_those_not_of(self, listed: set[int]) -> None:
        held = Service.objects.current().filter(chamber=self.chamber)
        for service in held.exclude(legislator__in=listed).select_related("legislator"):
            self._end(service)
            self.seating.left.append(f"{service.legislator.name}, {service.district}")

    def _end(self, service: Service) -> None:
        service.ended_on = self.as_of or timezone.localdate()
        service.save(update_fields=["ended_on"])

    def written(self, one: Mapping[str, Any]) -> Legislator:
        """The legislator of an entry, as the list has them."""
        legislator = self.known.get(_text(one, "id"))
        if legislator is None:
            return self._added(one)
        before = {name: getattr(legislator, name) for name in WRITTEN}
        give_name(legislator, _text(one, "name"))
        _copy(one, legislator)
        if any(getattr(legislator, name) != value for name, value in before.items()):
            legislator.save()
            self.seating.changed.append(legislator.name)
        else:
            self.seating.unchanged += 1
        return legislator

    def _added(self, one: Mapping[str, Any]) -> Legislator:
        name = _text(one, "name")
        legislator = Legislator(slug=free_slug(name, self._taken))
        self._taken.add(legislator.slug)
        _copy(one, legislator)
        legislator.save()
        LegislatorNumber.objects.create(legislator=legislator, number=_text(one, "id"))
        self.seating.new.append(f"{name}, {_text(one, 'district')}")
        return legislator

    def take(self, legislator: Legislator, one: Mapping[str, Any]) -> None:
        """Let the legislator have the seat of the entry, and leave any other."""
        district, party = _text(one, "district"), _text(one, "party")
        service = Service.objects.current().filter(legislator=legislator).first()
        if service and (service.chamber, service.district) == (self.chamber, district):
            if service.party != party:
                service.party = party
                service.save(update_fields=["party"])
            return
        if service:
            self._end(service)
            self.seating.moved.append(f"{legislator.name}, {district}")
        Service.objects.create(
            legislator=legislator,
            chamber=self.chamber,
            district=district,
            party=party,
            began_on=self.as_of,
        )


def _copy(one: Mapping[str, Any], legislator: Legislator) -> None:
    for name, source in WRITTEN.items():
        setattr(legislator, name, _text(one, source))
