"""Each source's files, line by line."""

from dataclasses import replace
from datetime import date

import pytest

from members.errors import Unreadable
from members.feeds import READERS
from members.feeds.rows import Foreign, Person, Refund, Refusal, Row
from tests.members.feeds.frames import FRAME, actblue, actblue_line

ADA = Person("Ada Lovelace", ("ada@example.org",), "55", "Natick")
PAID = Row(2, ADA, date(2026, 3, 3), "dues", 120_00, "1001")


def read(source: str, content: bytes | str, frame=FRAME) -> list:
    raw = content if isinstance(content, bytes) else content.encode()
    return list(READERS[source](raw, frame))


def test_actblue_reads_a_payment():
    assert read("actblue", actblue(actblue_line())) == [PAID]


@pytest.mark.parametrize(("months", "series"), [("", ""), ("0", ""), ("12", "AB1"), ("∞", "AB1")])
def test_actblue_knows_a_series(months, series):
    assert read("actblue", actblue(actblue_line(months=months))) == [replace(PAID, series=series)]


def test_actblue_knows_a_refund():
    line = actblue_line(refund="R9", refunded="2026-04-04")

    assert read("actblue", actblue(line)) == [
        replace(PAID, refund=Refund("refund:1001", date(2026, 4, 4)))
    ]


def test_actblue_takes_the_kind_from_the_page():
    frame = replace(FRAME, kinds_of_pages={"gala": "gift", "*": "reduced"})
    lines = actblue_line(page="gala"), actblue_line(page="join")

    assert [row.kind for row in read("actblue", actblue(*lines), frame)] == ["gift", "reduced"]


def test_actblue_says_that_the_settings_name_a_strange_kind():
    with pytest.raises(Unreadable, match="an unknown kind: pledge"):
        read("actblue", actblue(), replace(FRAME, kinds_of_pages={"gala": "pledge"}))


def test_actblue_leaves_out_the_parts_of_others():
    frame = replace(FRAME, recipients=frozenset(["7"]))
    lines = actblue_line(), actblue_line(recipient="8")

    assert read("actblue", actblue(*lines), frame) == [PAID, Foreign(3)]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"lineitem": ""}, "The Lineitem ID is missing"),
        ({"amount": "-5"}, "below zero"),
        ({"date": "yesterday"}, "is not a date"),
        ({"email": "nobody"}, "is not an e-mail address"),
        ({"email": "", "donor": ""}, "Neither an address nor a number"),
        ({"refund": "R9"}, "a Refund ID and no Refund Date"),
    ],
)
def test_actblue_refuses_by_line(changes, words):
    refused, good = read("actblue", actblue(actblue_line(**changes), actblue_line()))

    assert (refused.line, words in refused.reason) == (2, True)
    assert good == replace(PAID, line=3)


def test_actblue_needs_its_columns():
    with pytest.raises(Unreadable, match="missing: lineitem id"):
        read("actblue", "Date,Amount\n")


HEADER = "id,date,kind,amount,email,name,person,town,series,refund of,until,chapters\n"


def test_csv_reads_every_kind():
    content = HEADER + (
        "1,2026-03-03,dues,10,ada@example.org,Ada Lovelace,55,Natick,S1,,,\n"
        "2,2026-03-03,Gift,$5,ada@example.org,,,,,,,Newton; Salem\n"
        "3,2026-03-03,waiver,,ada@example.org,,,,,,,\n"
        "4,2026-03-03,credit,0.00,ada@example.org,,,,,,2026-12-31,\n"
        "5,2026-03-04,refund,,ada@example.org,,,,,1,,\n"
        "6,2026-03-04,refund,3,ada@example.org,,,,,2,,\n"
        "7,2026-03-05,cancellation,,ada@example.org,,,,S1,,,\n"
    )
    one, day = Person("", ("ada@example.org",), are_tags=False), date(2026, 3, 3)

    assert read("csv", content) == [
        Row(2, replace(ADA, are_tags=False), day, "dues", 10_00, "1", "S1"),
        Row(3, replace(one, chapters=("Newton", "Salem")), day, "gift", 5_00, "2"),
        Row(4, one, day, "waiver", 0, "3"),
        Row(5, one, day, "credit", 0, "4", covers_until=date(2026, 12, 31)),
        Row(6, one, date(2026, 3, 4), "refund", 0, "5", refund_of="1"),
        Row(7, one, date(2026, 3, 4), "refund", 3_00, "6", refund_of="2"),
        Row(8, one, date(2026, 3, 5), "cancellation", 0, "7", "S1"),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("1,2026-03-03,pledge,5,a@example.org,,,,,,,", '"pledge" is no kind'),
        (",2026-03-03,dues,5,a@example.org,,,,,,,", "The id is missing"),
        ("1,2026-03-03,waiver,5,a@example.org,,,,,,,", "A waiver has no amount"),
        ("1,2026-03-03,refund,5,a@example.org,,,,,,,", "A refund and nothing else has refund of"),
        ("1,2026-03-03,dues,5,a@example.org,,,,,7,,", "A refund and nothing else has refund of"),
        ("1,2026-03-03,credit,,a@example.org,,,,,,,", "A credit and nothing else has until"),
        ("1,2026-03-03,waiver,,a@example.org,,,,S1,,,", "A cancellation and nothing else has"),
        ("1,2026-03-03,cancellation,,a@example.org,,,,,,,", "A cancellation and nothing else has"),
    ],
)
def test_csv_refuses(line, words):
    [refusal] = read("csv", f"{HEADER}{line}\n")

    assert words in refusal.reason


def test_nationbuilder_reads_people():
    content = (
        "nationbuilder_id,first_name,last_name,email1,email2,email2_is_bad,email3,tag_list,"
        "primary_city,mailing_city\n"
        '9,Ada,Lovelace,ada@example.org,old@example.org,TRUE,Ada2@example.org,"Newton, x",,Natick\n'
    )

    assert read("nationbuilder", content) == [
        Row(
            2,
            Person(
                "Ada Lovelace",
                ("ada@example.org", "ada2@example.org"),
                "9",
                "Natick",
                ("Newton", "x"),
            ),
            FRAME.today,
        )
    ]


MEMBERSHIPS = "name,person_id,status,status_reason,expires_on,started_at,created_at\n"


def test_nationbuilder_reads_memberships():
    content = MEMBERSHIPS + "Sustainer,9,grace period,,2026-12-31,2026-01-01T00:00:00-05:00,\n"

    assert read("nationbuilder", content) == [
        Row(
            2,
            Person("", (), "9"),
            date(2026, 1, 1),
            "credit",
            external_id="membership:9:Sustainer:2026-01-01:2026-12-31",
            covers_until=date(2026, 12, 31),
        )
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("S,,active,,2026-12-31,2026-01-01,", "The person_id is missing"),
        ("S,9,odd,,2026-12-31,2026-01-01,", 'The status "odd" is not known'),
        ("S,9,active,,,2026-01-01,", "has no end"),
        ("S,9,active,,2025-12-31,2026-01-01,", "ends before it starts"),
        ("S,9,active,,2026-12-31,,", "An empty cell is not a date"),
    ],
)
def test_nationbuilder_refuses_memberships(line, words):
    [refusal] = read("nationbuilder", f"{MEMBERSHIPS}{line}\n")

    assert words in refusal.reason


def test_nationbuilder_says_what_it_takes():
    with pytest.raises(Unreadable, match="neither an export of people"):
        read("nationbuilder", "email,first_name\n")


def test_action_network_needs_the_address_alone():
    full = (
        'uuid,email,first_name,can2_user_city,can2_user_tags\nu1,a@example.org,Ada,Natick,"x, y"\n'
    )

    assert read("action_network", "email\n A@Example.org\n,\n") == [
        Row(2, Person("", ("a@example.org",)), FRAME.today),
        Refusal(3, "Neither an address nor a number says who this is."),
    ]
    assert read("action_network", full) == [
        Row(2, Person("Ada", ("a@example.org",), "u1", "Natick", ("x", "y")), FRAME.today)
    ]
