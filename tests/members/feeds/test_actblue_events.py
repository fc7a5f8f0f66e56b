"""ActBlue's events: payment, refund and cancellation, told apart by what they hold."""

from dataclasses import replace
from datetime import date

import pytest

from members.errors import Unreadable
from members.feeds import READERS
from members.feeds.rows import Foreign, Person, Refund, Row
from tests.members.events import cancelled, event, refunded
from tests.members.feeds.frames import FRAME

ADA = Person("Ada Lovelace", ("ada@example.org",), "", "Natick")
PAID = Row(1, ADA, date(2026, 3, 3), "dues", 120_00, "1001", "AB1")


def read(content: bytes, frame=FRAME) -> list:
    return list(READERS["actblue"](content, frame))


def test_a_payment():
    assert read(event()) == [PAID]


@pytest.mark.parametrize(("period", "series"), [("once", ""), (None, ""), ("weekly", "AB1")])
def test_a_series_is_known_by_its_period(period, series):
    content = event(contribution={"recurringPeriod": period})

    assert read(content) == [replace(PAID, series=series)]


@pytest.mark.parametrize("amount", ["120.0", 120.0, 120, "120"])
def test_amounts_come_as_text_and_as_numbers(amount):
    assert read(event(amount=amount)) == [PAID]


def test_a_refund_repeats_the_payment():
    assert read(refunded()) == [replace(PAID, refund=Refund("refund:1001", date(2026, 4, 4)))]


def test_a_cancellation_ends_the_series():
    assert read(cancelled()) == [
        Row(1, ADA, date(2026, 4, 5), "cancellation", 0, "cancellation:AB1", "AB1")
    ]


def test_a_gift_may_be_split_with_others():
    ours = replace(FRAME, recipients=frozenset(["7"]))
    others = replace(FRAME, recipients=frozenset(["8"]))

    assert read(event(items=2), ours) == [
        PAID,
        replace(PAID, line=2, external_id="1002"),
    ]
    assert read(event(), others) == [Foreign(1)]


def test_the_page_says_the_kind():
    frame = replace(FRAME, kinds_of_pages={"join": "reduced"})

    assert read(event(), frame) == [replace(PAID, kind="reduced")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (event(lineitemId=None), "The lineitemId is missing"),
        (event(amount=[]), "is not an amount"),
        (event(paidAt="", contribution={"createdAt": None}), "is not a date"),
        (event(donor={"email": None}), "Neither an address nor a number"),
        (
            event(contribution={"cancelledAt": "2026-04-05", "orderNumber": ""}),
            "orderNumber of the series",
        ),
        (b'{"contribution": {}, "lineitems": [7]}', "The line item is empty"),
    ],
)
def test_what_an_event_does_not_say_is_refused(content, words):
    [refusal] = read(content)

    assert words in refusal.reason


def test_an_event_without_items_or_donor_is_empty():
    assert read(b'{"contribution": {}, "lineitems": null, "donor": 7}') == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (event()[:-9], "cut off"),
        (b"{" * 100_000, "cut off"),
        (b'{"a": 1}', "no contribution"),
        (b'{"contribution": []}', "no contribution"),
    ],
)
def test_what_is_no_event_is_unreadable(content, words):
    with pytest.raises(Unreadable, match=words):
        read(content)
