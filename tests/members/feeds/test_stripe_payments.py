"""Payments and ends of series as Stripe tells them, turned into rows."""

import json
from copy import deepcopy
from datetime import date

import pytest

from members.errors import Unreadable
from members.feeds import READERS
from members.feeds.rows import Foreign, Person, Row
from members.feeds.stripe_payments import document
from tests.members.feeds.frames import FRAME

THIRD_OF_MARCH, FOURTH_OF_APRIL = 1772600400, 1775318400  # 4 March 05:00 UTC is the 4th in Boston
ADA = Person("Ada Lovelace", ("ada@example.org",), "cus_1", chapters=("Natick",))
MARKS = {
    "membership": "dues",
    "name": "Ada Lovelace",
    "email": "Ada@example.org",
    "chapter": "Natick",
}
ONCE = {
    "livemode": False,
    "invoice": None,
    "intents": [
        {
            "id": "pi_1",
            "status": "succeeded",
            "currency": "usd",
            "customer": "cus_1",
            "amount_received": 140_00,
            "metadata": MARKS | {"gift": "2000"},
            "charge": {"id": "ch_1", "created": THIRD_OF_MARCH},
        }
    ],
    "refunds": [],
    "disputes": [],
}
MONTHLY = ONCE | {
    "invoice": {
        "id": "in_1",
        "status": "paid",
        "currency": "usd",
        "customer": "cus_1",
        "amount_paid": 15_00,
        "status_transitions": {"paid_at": THIRD_OF_MARCH},
        "parent": {"subscription_details": {"subscription": "sub_1", "metadata": MARKS}},
        "lines": [
            {"id": "il_1", "amount": 10_00, "parent": {"type": "subscription_item_details"}},
            {"id": "il_2", "amount": 5_00, "parent": {"type": "invoice_item_details"}},
        ],
    }
}
PAID = Row(1, ADA, date(2026, 3, 4), "dues", 120_00, "pi_1")
GIVEN = Row(2, ADA, date(2026, 3, 4), "gift", 20_00, "pi_1:gift")


def read(facts: dict, kind: str = "payment", source: str = "stripe_test") -> list:
    return list(READERS[source](document(kind, facts), FRAME))


def back(*cents: int, status: str = "succeeded") -> list[dict]:
    return [
        {"id": f"re_{n}", "amount": amount, "created": FOURTH_OF_APRIL + n, "status": status}
        for n, amount in enumerate(cents, start=1)
    ]


def told(facts: dict, path: str, value: object) -> dict:
    changed = deepcopy(facts)
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    thing = changed
    for step in steps:
        thing = thing[step]
    thing[last] = value
    return changed


def test_a_payment_made_once_with_a_gift():
    assert read(ONCE) == [PAID, GIVEN]


def test_a_month_with_a_gift_on_its_invoice():
    assert read(MONTHLY) == [
        Row(1, ADA, date(2026, 3, 4), "dues", 10_00, "in_1", "sub_1"),
        Row(2, ADA, date(2026, 3, 4), "gift", 5_00, "in_1:gift", "sub_1"),
    ]


def test_only_a_gift():
    facts = told(ONCE, "intents.0.metadata", MARKS | {"membership": "gift"})

    assert [(row.kind, row.amount_cents, row.external_id) for row in read(facts)] == [
        ("gift", 140_00, "pi_1")
    ]


def test_a_member_is_known_by_the_number_alone():
    facts = told(ONCE, "intents.0.metadata", {"membership": "reduced"})

    [row] = read(facts)
    assert (row.person, row.kind) == (Person(number="cus_1"), "reduced")


@pytest.mark.parametrize(
    ("amounts", "rows"),
    [
        ([140_00], [("re_1:gift", "pi_1:gift", 20_00), ("re_1", "pi_1", 120_00)]),
        ([120_00], [("re_1", "pi_1", 120_00)]),
        ([20_00], [("re_1:gift", "pi_1:gift", 20_00)]),
        ([30_00], [("re_1:gift", "pi_1:gift", 20_00), ("re_1", "pi_1", 10_00)]),
        (
            [5_00, 15_00, 40_00],
            [
                ("re_1:gift", "pi_1:gift", 5_00),
                ("re_2:gift", "re_1:gift:rest", 15_00),
                ("re_3", "pi_1", 40_00),
            ],
        ),
        ([140_00, 140_00], [("re_1:gift", "pi_1:gift", 20_00), ("re_1", "pi_1", 120_00)]),
    ],
)
def test_what_is_given_back_comes_from_its_equal_else_from_the_gift_first(amounts, rows):
    found = read(ONCE | {"refunds": back(*amounts)})[2:]

    assert [(row.external_id, row.refund_of, row.amount_cents) for row in found] == rows
    assert {(row.kind, row.received_on) for row in found} == {("refund", date(2026, 4, 4))}


@pytest.mark.parametrize(("status", "rows"), [("lost", 2), ("won", 0), ("warning_closed", 0)])
def test_a_dispute_counts_once_it_is_lost(status, rows):
    assert len(read(ONCE | {"disputes": back(140_00, status=status)})) == 2 + rows


def test_a_refund_that_waits_is_none_yet_and_one_that_failed_is_named():
    assert read(ONCE | {"refunds": back(140_00, status="pending")}) == [PAID, GIVEN]
    *_, refusal = read(ONCE | {"refunds": back(140_00, status="failed")})
    assert "re_1 failed" in refusal.reason


@pytest.mark.parametrize(
    "facts",
    [
        told(ONCE, "intents.0.status", "processing"),
        told(ONCE, "intents.0.amount_received", 0),
        told(MONTHLY, "invoice.status", "open"),
    ],
)
def test_what_is_not_paid_is_no_row(facts):
    assert read(facts) == []


@pytest.mark.parametrize(
    "facts",
    [
        told(ONCE, "intents.0.metadata", {}),
        told(ONCE, "intents.0.metadata", None),
        told(MONTHLY, "invoice.parent", None),
    ],
)
def test_what_another_shop_sold_is_foreign(facts):
    assert read(facts) == [Foreign(1)]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (told(ONCE, "intents.0.currency", "eur"), 'A payment in "eur"'),
        (told(ONCE, "intents.0.metadata", {"membership": "odd"}), '"odd" is no kind'),
        (told(ONCE, "intents.0.charge", None), "in a shape that is not known"),
        (told(ONCE, "intents", []), "in a shape that is not known"),
        (told(MONTHLY, "invoice.lines.0.parent", None), "in a shape that is not known"),
        (told(ONCE, "intents.0.charge.created", 4102444800), "lies in the future"),
        (told(ONCE, "intents.0.customer", None) | {}, None),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(facts, words):
    [first, *_] = read(facts)

    assert words in first.reason if words else first.person.emails == ("ada@example.org",)


@pytest.mark.parametrize(
    ("status", "rows"), [("canceled", 1), ("active", 0), ("incomplete_expired", 0)]
)
def test_a_series_ends_once(status, rows):
    facts = {
        "id": "sub_1",
        "livemode": False,
        "status": status,
        "customer": "cus_1",
        "metadata": MARKS,
        "ended_at": FOURTH_OF_APRIL,
        "canceled_at": THIRD_OF_MARCH,
    }
    end = Row(1, ADA, date(2026, 4, 4), "cancellation", 0, "cancellation:sub_1", "sub_1")

    assert read(facts, "subscription") == [end][:rows]
    assert read(facts | {"metadata": {}}, "subscription") == [Foreign(1)]


@pytest.mark.parametrize(("source", "livemode"), [("stripe", False), ("stripe_test", True)])
def test_real_payments_and_those_of_the_test_mode_are_kept_apart(source, livemode):
    with pytest.raises(Unreadable, match="kept apart"):
        read(ONCE | {"livemode": livemode}, source=source)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"event": {}}', b'{"payment": 7}', b"7"])
def test_what_is_no_document_is_unreadable(content):
    with pytest.raises(Unreadable, match="not what Stripe told"):
        list(READERS["stripe"](content, FRAME))


def test_a_document_is_the_same_bytes_for_the_same_facts():
    assert json.loads(document("payment", ONCE)) == {"payment": ONCE}
    assert document("payment", ONCE) == document("payment", dict(reversed(ONCE.items())))
