"""ActBlue's events: payment, refund and cancellation, told apart by what they hold."""

from dataclasses import replace
from datetime import date

import pytest

from members.errors import Unreadable
from members.feeds import READERS
from members.feeds.rows import Foreign, Person, Refund, Refusal, Row
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


def test_without_a_period_a_series_is_known_by_being_recurring():
    for recurring in (True, "true", "True"):
        content = event(contribution={"recurringPeriod": None, "isRecurring": recurring})
        assert read(content) == [PAID]
    content = event(contribution={"recurringPeriod": None, "isRecurring": "false"})
    assert read(content) == [replace(PAID, series="")]


@pytest.mark.parametrize(
    "content",
    [
        b'{"contribution": {}, "lineitems": null, "donor": 7}',
        b'{"contribution": {}, "lineitems": []}',
        b'{"contribution": []}',
        b'{"a": 1}',
        b"[]",
        b"[7]",
    ],
)
def test_what_has_no_line_items_is_refused_and_not_lost(content):
    assert read(content) == [Refusal(1, "This is not an event that we know: it has no line items.")]


def test_a_list_of_events_is_read_event_by_event():
    content = b"[" + b",".join([event(items=2), b"{}", cancelled(), refunded()]) + b"]"

    rows = read(content)

    assert [row.line for row in rows] == [1, 2, 3, 4, 5]
    assert rows[0] == PAID
    assert isinstance(rows[2], Refusal)
    assert (rows[3].kind, rows[4].refund.external_id) == ("cancellation", "refund:1001")


@pytest.mark.parametrize("content", [event()[:-9], b"{" * 100_000, b"[" + event()])
def test_what_is_no_json_is_unreadable(content):
    with pytest.raises(Unreadable, match="cut off"):
        read(content)
