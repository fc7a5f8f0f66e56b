"""Seats by hand: the rules of the database, in sentences."""

from datetime import date

import pytest
from django.db import IntegrityError

from members.models import AuditEvent
from scorecard import seating
from scorecard.errors import NoSuchSeat
from scorecard.models import Chamber, Legislator, Service
from tests.factories.scorecard import LegislatorFactory, SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demoland")]
DAY = date(2003, 1, 1)


def begin(one, district="1st Demo", **others):
    options = {"chamber": Chamber.HOUSE, "began_on": None, "by": None} | others
    return seating.begin(one.pk, district=district, **options)


def test_a_seat_ends_and_another_begins():
    session, one = SessionFactory(), LegislatorFactory()
    before = session.changed_at
    first = begin(one, " 1ST demo ", party=" Independent ")
    seating.end(first.pk, ended_on=DAY, by=None)
    begin(one, "First Demo", chamber=Chamber.SENATE, began_on=DAY)

    rows = list(Service.objects.order_by("pk").values_list("district", "party", "ended_on"))
    assert rows == [("1st Demo", "Independent", DAY), ("First Demo", "", None)]
    actions = AuditEvent.objects.about(one).order_by("pk").values_list("action", flat=True)
    assert list(actions) == [
        "scorecard.seat_begun",
        "scorecard.seat_ended",
        "scorecard.seat_begun",
    ]
    session.refresh_from_db()
    assert session.changed_at > before


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda one: begin(one, "99th Nowhere"), "The House has no district 99th Nowhere"),
        (lambda one: begin(one, " "), "no name"),
        (lambda one: begin(LegislatorFactory()), "Somebody holds the seat House, 1st Demo: end"),
        (lambda one: begin(one, "2nd Demo & Trial"), "holds another seat: end that one"),
        (
            lambda one: seating.end(one.services.get().pk, ended_on=date(1999, 1, 1), by=None),
            "cannot end before it began",
        ),
        (lambda one: seating.end(0, ended_on=DAY, by=None), "not there any more"),
        (lambda one: seating.strike(0, by=None), "not there any more"),
    ],
)
def test_what_breaks_a_rule_is_refused_in_a_sentence_and_changes_nothing(act, says):
    one = LegislatorFactory()
    begin(one, began_on=date(2001, 1, 1))
    before = list(Service.objects.values())
    events = AuditEvent.objects.count()

    with pytest.raises(NoSuchSeat, match=says):
        act(one)

    assert list(Service.objects.values()) == before
    assert AuditEvent.objects.count() == events


def test_a_seat_ends_once():
    service = begin(LegislatorFactory())
    seating.end(service.pk, ended_on=DAY, by=None)

    with pytest.raises(NoSuchSeat, match="ended on 1 January 2003"):
        seating.end(service.pk, ended_on=DAY, by=None)


def test_a_seat_by_mistake_is_struck_out_and_stays_on_the_trail():
    one = LegislatorFactory()
    seating.strike(begin(one).pk, by=None)

    assert not Service.objects.exists()
    assert AuditEvent.objects.about(one).filter(action="scorecard.seat_struck").exists()


def test_a_rule_without_words_is_not_hidden(monkeypatch):
    monkeypatch.setattr(seating, "REFUSALS", {})
    begin(LegislatorFactory())

    with pytest.raises(IntegrityError, match="seat_is_held_by_one_person"):
        begin(Legislator.objects.get(pk=LegislatorFactory().pk))
