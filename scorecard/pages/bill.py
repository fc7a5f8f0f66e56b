"""A tracked bill: who cosponsored it, whom to thank, whom to urge."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from scorecard.models import AgendaBill, Chamber, Cosponsorship, Legislator, Service, VoteRow
from scorecard.seats import Seat


@dataclass(frozen=True)
class Backer:
    """A person of the Sponsorship sheet; `seat` is theirs of today, if they hold one."""

    name: str
    legislator: Legislator | None
    seat: Service | None
    is_cosponsor: bool


@dataclass(frozen=True)
class BackersIn:
    """The people of one chamber; of nobody's chamber where no source says it."""

    chamber: str
    backers: list[Backer]

    @property
    def cosponsors(self) -> list[Backer]:
        return [one for one in self.backers if one.is_cosponsor]

    @property
    def others(self) -> list[Backer]:
        return [one for one in self.backers if not one.is_cosponsor]

    @property
    def to_thank(self) -> list[Backer]:
        return [one for one in self.cosponsors if one.seat]

    @property
    def to_urge(self) -> list[Backer]:
        return [one for one in self.others if one.seat]


@dataclass(frozen=True)
class Own:
    """A seat of the reader's, and whether its holder cosponsored; None if no sheet says so."""

    seat: Seat
    is_cosponsor: bool | None


def backers_of(bill: AgendaBill) -> list[BackersIn]:
    """By the chamber they sat in during the session, else that of a seat they hold or held."""
    cells = list(
        Cosponsorship.objects.filter(bill=bill)
        .select_related("column__legislator")
        .order_by("column__place")
    )
    people = [cell.column.legislator_id for cell in cells if cell.column.legislator_id]
    seats = list(Service.objects.filter(legislator__in=people).order_by("pk"))
    held = {one.legislator_id: one for one in seats if one.ended_on is None}
    sat = {one.legislator_id: one.chamber for one in seats} | _chambers(bill, people)
    found: dict[str, list[Backer]] = defaultdict(list)
    for cell in cells:
        whose, written = cell.column.legislator, cell.column.written_name.strip()
        number = cell.column.legislator_id or 0
        name = whose.name if whose else written
        backer = Backer(name, whose, held.get(number), cell.is_yes)
        found[sat.get(number, "")].append(backer)
    names: dict[str, str] = {**{one.value: str(one.label) for one in Chamber}, "": "Elsewhere"}
    return [BackersIn(label, found[key]) for key, label in names.items() if found[key]]


def _chambers(bill: AgendaBill, people: Iterable[int]) -> dict[int | None, str]:
    rows = VoteRow.objects.filter(session=bill.session_id, legislator__in=people)
    return dict(rows.order_by("pk").values_list("legislator_id", "chamber"))


def own_of(seats: Iterable[Seat], groups: Iterable[BackersIn]) -> list[Own]:
    """The reader's own legislators, as the bill has them."""
    said = {
        one.legislator.pk: one.is_cosponsor
        for group in groups
        for one in group.backers
        if one.legislator
    }
    return [Own(seat, said.get(seat.legislator.pk) if seat.legislator else None) for seat in seats]
