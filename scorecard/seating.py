"""One seat at a time, by hand: begun, ended, struck out where it was entered by mistake.

Whole chambers are brought up to a list by `legislators.seat`.
"""

from datetime import date

from django.db import IntegrityError, transaction

from members import audit
from members.models import User
from scorecard import atlas
from scorecard.errors import NoSuchSeat
from scorecard.models import Chamber, Legislator, Service, Session
from scorecard.places.names import key_of

# What a rule of the database says to whoever breaks it.
REFUSALS = {
    "seat_is_held_by_one_person": "Somebody holds the seat {seat}: end theirs first.",
    "legislator_holds_one_seat": "{name} holds another seat: end that one first.",
    "service_ends_after_it_began": "A seat cannot end before it began.",
}


@transaction.atomic
def begin(
    legislator_id: int,
    *,
    chamber: Chamber,
    district: str,
    party: str = "",
    began_on: date | None,
    by: User | None,
) -> Service:
    """Let a legislator hold a seat from a day on; None where no source says since when.

    Raises:
        NoSuchSeat: there is no such district, somebody holds the seat, or they hold another.
    """
    legislator = Legislator.objects.select_for_update().get(pk=legislator_id)
    known = atlas.table().names[chamber].get(key_of(district))
    if known is None:
        raise NoSuchSeat(f"The {chamber.label} has no district {district.strip() or '(no name)'}.")
    service = Service(
        legislator=legislator,
        chamber=chamber,
        district=known,
        party=party.strip(),
        began_on=began_on,
    )
    _kept(service)
    _noted("scorecard.seat_begun", service, by)
    return service


@transaction.atomic
def end(service_id: int, *, ended_on: date, by: User | None) -> Service:
    """Let a seat end on a day; it stays in the legislator's past.

    Raises:
        NoSuchSeat: it ended before, or the day lies before it began.
    """
    service = _locked(service_id)
    if service.ended_on:
        raise NoSuchSeat(f"This seat ended on {service.ended_on:%-d %B %Y}.")
    service.ended_on = ended_on
    _kept(service)
    _noted("scorecard.seat_ended", service, by)
    return service


@transaction.atomic
def strike(service_id: int, *, by: User | None) -> None:
    """Take out a seat that was entered by mistake, as if it had never been.

    Raises:
        NoSuchSeat: it is not there any more.
    """
    service = _locked(service_id)
    _noted("scorecard.seat_struck", service, by)
    service.delete()


def _locked(service_id: int) -> Service:
    rows = Service.objects.select_for_update(of=("self",)).select_related("legislator")
    service = rows.filter(pk=service_id).first()
    if service is None:
        raise NoSuchSeat("This seat is not there any more.")
    return service


def _kept(service: Service) -> None:
    try:
        with transaction.atomic():
            service.save()
    except IntegrityError as broken:
        rule = next((name for name in REFUSALS if name in str(broken)), None)
        if rule is None:
            raise
        words = REFUSALS[rule].format(seat=service, name=service.legislator)
        raise NoSuchSeat(words) from broken


def _noted(action: str, service: Service, by: User | None) -> None:
    audit.record(
        action,
        by=by,
        of=service.legislator,
        seat=str(service),
        party=service.party,
        began_on=str(service.began_on or ""),
        ended_on=str(service.ended_on or ""),
    )
    Session.objects.touch()
