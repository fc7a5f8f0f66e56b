"""Files and events as the world sends them, fed to the ledger; each test is named by its trap.

Beside each trap a good line is fed: nothing that is refused takes anything else along.
"""

import json
from datetime import date

import pytest
import time_machine

from members.errors import Unreadable
from members.models import Contribution, Import, Member, MemberAddress, SourcePerson
from members.standing import standing_of
from tests.members.events import event
from tests.members.feeding import HEADER, apply, counted, ledger, line, table
from tests.members.feeds.frames import actblue, actblue_line

pytestmark = pytest.mark.django_db
GOOD = line(id="good", email="good@example.org", name="Gus Good")
SPREADSHEET = "what a spreadsheet made of it"


@pytest.fixture(autouse=True)
def fifth_of_may():
    with time_machine.travel("2026-05-05T16:00:00Z"):
        yield


def in_cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("amount", "-5", "below zero"),
        ("amount", "(5.00)", "below zero"),
        ("amount", "\u22125", "below zero"),
        ("amount", "1.200,00", "is not an amount"),
        ("amount", "", "An empty cell is not an amount"),
        ("amount", "NaN", "is not an amount"),
        ("amount", "Infinity", "is not an amount"),
        ("amount", "1e9", "is not an amount"),
        ("amount", "1000000000", "more than anybody gives"),
        ("amount", "=SUM(A1:A9)", "is not an amount"),
        ("amount", "€5", "is not an amount"),
        ("date", "2026-02-30", "There is no day or hour"),
        ("date", "29/02/2025", "There is no day or hour"),
        ("date", "14/03/2026", "the month stands first"),
        ("date", "3/4/26", "is not a date"),
        ("date", "14.03.2026", "is not a date"),
        ("date", "46095", "is not a date"),
        ("date", "########", "is not a date"),
        ("date", "2027-01-01", "lies in the future"),
        ("date", "0001-01-01T00:00:00+14:00", "There is no day or hour"),
        ("date", "2026-03-03T10:00:00+99:99", "There is no day or hour"),
        ("email", "ada@exämple.org", "is not an e-mail address"),
        ("email", "Ada <ada@example.org>", "is not an e-mail address"),
        ("email", "ada@example.org; bo@example.org", "is not an e-mail address"),
        ("email", "ada@example.org bo@example.org", "is not an e-mail address"),
        ("email", "=HYPERLINK(1)", "is not an e-mail address"),
        ("email", "\ua7cb@example.org", "is not an e-mail address"),
        ("email", "", "Neither an address nor a number"),
        ("id", "1.23E+15", SPREADSHEET),
        ("id", "1001.0", SPREADSHEET),
        ("id", '="1001"', SPREADSHEET),
        ("id", "1" * 101, "longer than 100"),
        ("id", "\u202e1001", "signs that no screen shows"),
        ("person", "1.23E+15", SPREADSHEET),
        ("name", "Ada\x00Lovelace", "a byte of zero"),
        ("name", "x" * 1024 * 1024, "Field larger than field limit"),
        ("kind", "donation\u200f", "is no kind"),
    ],
)
def test_a_cell_that_is_refused(column, cell, words):
    applied = apply(table(GOOD, line(**{column: in_cell(cell)}), GOOD.replace("good,", "good2,")))

    assert counted(applied) == (2, 0, 0, 1)
    [[number, reason]] = applied.refusals
    assert (number, words in reason) == (3, True), reason
    assert len(reason) < 300
    assert [row[0] for row in ledger()] == ["Gus Good", "Gus Good"]


@pytest.mark.parametrize(
    ("column", "cell", "found"),
    [
        ("amount", "$1,200.00", 1_200_00),
        ("amount", " 5 ", 5_00),
        ("amount", "5 USD", 5_00),
    ],
)
def test_an_amount_that_is_taken(column, cell, found):
    assert counted(apply(table(line(**{column: in_cell(cell)})))) == (1, 0, 0, 0)
    assert Contribution.objects.get().amount_cents == found


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        # New York was four hours behind that day.
        ("2026-04-10T23:30:00-10:00", date(2026, 4, 11)),
        ("2026-04-10T23:30:00-04:00", date(2026, 4, 10)),
        ("2026-04-10T23:30:00", date(2026, 4, 10)),
        ("2026-04-11T02:00:00Z", date(2026, 4, 10)),
        ("2026-04-11T05:29:00+05:30", date(2026, 4, 10)),
        ("04/10/2026 11:30 PM PST", date(2026, 4, 11)),
        # On this day the clocks went forward at two.
        ("2026-03-08T02:30:00", date(2026, 3, 8)),
        ("04/03/2026", date(2026, 4, 3)),
        ("April 3, 2026", date(2026, 4, 3)),
        ("2026-04-03 10:00:00 -0400", date(2026, 4, 3)),
    ],
)
def test_the_day_of_a_moment_in_some_zone(moment, day):
    assert counted(apply(table(line(date=in_cell(moment))))) == (1, 0, 0, 0)
    assert Contribution.objects.get().received_on == day


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Ada 🦊 Love\u200dlace", "Ada 🦊 Love\u200dlace"),
        ("Ada \u202eevil\u202c", "Ada evil"),
        ("\u200fשרה\u200e", "שרה"),
        ("Jose\u0301", "José"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("Ada\nLovelace", "Ada Lovelace"),
        ("\u200b\u200b", "ada@example.org"),
        ("Robert'); DROP TABLE members;--", "Robert'); DROP TABLE members;--"),
        ("\\N", "\\N"),
        ("\\.", "\\."),
    ],
)
def test_a_name_of_any_kind(cell, name):
    assert counted(apply(table(line(name=in_cell(cell)), GOOD))) == (2, 0, 0, 0)
    assert MemberAddress.objects.get(email="ada@example.org").member.name == name


@pytest.mark.parametrize("address", ["  Ada@Example.ORG ", "\u00a0ada@example.org\u200b"])
def test_an_address_with_spaces_and_capitals(address):
    apply(table(line(email=in_cell(address))))

    assert MemberAddress.objects.get().email == "ada@example.org"


TEXT = table(line(name="Zoë")).decode()
WIDE = HEADER.replace("\n", ",Reserved" * 188 + "\n") + line().replace("\n", "," * 188 + "\n")


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("cp1252"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("id,", "  ID  ,", 1).encode(),
        TEXT.rstrip("\n").encode(),
        WIDE.encode(),
    ],
    ids=[
        "cp1252",
        "bom",
        "utf16",
        "le",
        "be",
        "be-bom",
        ";",
        "tab",
        "crlf",
        "cr",
        "spaces",
        "no-end",
        "200-columns",
    ],
)
def test_a_file_however_it_was_saved(content):
    assert counted(apply(content)) == (1, 0, 0, 0)


def test_a_quotation_mark_that_is_never_closed():
    applied = apply(table(GOOD, line(name='"Ada'), *[line(id=str(n)) for n in range(30)]))

    assert applied.refusals == [[3, "A quotation mark on this line is never closed."]]
    assert counted(applied) == (31, 0, 0, 1)


def test_lines_with_too_few_and_too_many_cells():
    applied = apply(table(GOOD, "1,2026-03-03\n", line().replace("\n", ",more\n")))

    assert [number for number, _ in applied.refusals] == [3, 4]
    assert counted(applied) == (1, 0, 0, 2)


def test_a_file_with_a_header_only():
    assert counted(apply(table())) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"PK\x03\x04" + bytes(50), "workbook or an archive"),
        (b"\xd0\xcf\x11\xe0" + bytes(50), "old workbook"),
        (b"%PDF-1.7\n\x00", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20) + b"\xff" * 60, "None of the columns"),
        (b"<!doctype html><p>Log in", "None of the columns"),
        (HEADER.replace("name", "id").encode(), "The column id is there twice"),
        (HEADER.replace("kind", "sort").encode(), "missing: kind"),
    ],
    ids=["empty", "blank", "xlsx", "xls", "pdf", "png", "html", "twice", "missing"],
)
def test_a_file_that_is_none(content, words):
    with pytest.raises(Unreadable, match=words) as refusal:
        apply(content)

    assert "\0" not in str(refusal.value)
    assert not Import.objects.exists()


def test_many_lines_that_open_a_quotation_mark_take_no_time():
    content = table(*(f'{number},"2026-03-03,dues,5\n' for number in range(2000)))

    assert counted(apply(content))[3] in (1000, 2000)


# ActBlue


def fed(content: bytes) -> list[tuple]:
    """Kind, amount, day, id, and what it undoes."""
    apply(content, "actblue")
    return [row[1:] for row in ledger()]


PAID = ("dues", 120_00, "2026-03-03", "1001", "")


def test_actblue_reserved_repeats_and_headers_have_stray_spaces():
    assert fed(actblue(actblue_line(reserved="x", reserved2="y", kind="z"))) == [PAID]


def test_actblue_columns_come_and_go():
    content = b"Lineitem ID,Something New,Amount,Date,Donor Email\n1001,?,120,2026-03-03,a@b.org\n"

    assert fed(content) == [PAID]


@pytest.mark.parametrize("amount", ["120.0", 120.0, 120, "120.00"])
def test_actblue_amounts_are_text_or_numbers(amount):
    assert fed(event(amount=amount)) == [PAID]


@pytest.mark.parametrize("lineitem", [1001, "1001"])
def test_actblue_ids_are_numbers_or_text(lineitem):
    assert fed(event(lineitemId=lineitem)) == [PAID]
    assert fed(actblue(actblue_line())) == [PAID]


@pytest.mark.parametrize("recurring", [True, "true", "True"])
@pytest.mark.parametrize("duration", ["-1", -1, "infinite", 12, None])
def test_actblue_is_recurring_is_a_word_and_durations_are_anything(recurring, duration):
    contribution = {
        "isRecurring": recurring,
        "recurringDuration": duration,
        "recurringPeriod": "monthly",
    }

    assert fed(event(contribution=contribution)) == [PAID]
    assert Contribution.objects.get().series == "AB1"


@pytest.mark.parametrize("sequence", [0, 1, "0", None])
def test_actblue_sequences_begin_anywhere(sequence):
    assert fed(event(sequence=sequence)) == [PAID]


def test_actblue_instalments_of_a_series_are_payments_of_one_order():
    apply(event(lineitemId=1, paidAt="2026-02-03T12:00:00Z", amount=10), "actblue")
    apply(event(lineitemId=2, paidAt="2026-03-03T12:00:00Z", amount=10), "actblue")

    told = Contribution.objects.order_by("pk").values_list("external_id", "series")
    assert list(told) == [("1", "AB1"), ("2", "AB1")]
    assert Member.objects.count() == 1


def test_actblue_gifts_are_split_by_entity(settings):
    settings.ACTBLUE_RECIPIENTS = ["7"]
    document = json.loads(event(items=3))
    document["lineitems"][1]["entityId"] = "8"

    applied = apply(json.dumps(document).encode(), "actblue")

    assert (counted(applied), applied.counts["foreign"]) == ((2, 0, 0, 0), 1)
    assert [row[4] for row in ledger()] == ["1001", "1003"]


def test_actblue_refunds_undo_and_cancellations_do_not():
    cancelled = {"cancelledAt": "2026-04-05T12:00:00-04:00", "orderNumber": "AB1"}
    assert fed(event()) == [PAID]
    fed(event(contribution=cancelled, items=0))
    member = Member.objects.get()
    assert standing_of(member, on=date(2026, 5, 5)).is_good

    fed(event(refundedAt="2026-04-04T12:00:00-04:00"))

    assert not standing_of(member, on=date(2026, 5, 5)).is_good
    assert standing_of(member, on=date(2026, 4, 3)).is_good


def test_actblue_cancellations_may_come_without_line_items():
    document = json.loads(event(contribution={"cancelledAt": "2026-04-05", "orderNumber": "AB1"}))
    del document["lineitems"]

    assert fed(json.dumps(document).encode()) == [
        ("cancellation", 0, "2026-04-05", "cancellation:AB1", "")
    ]


def test_actblue_backfills_may_be_lists():
    events = [event(), event(lineitemId=1002), event()]

    fed(b"[" + b",".join(events) + b"]")

    assert [row[4] for row in ledger()] == ["1001", "1002"]


def test_actblue_events_of_an_unknown_shape_are_kept_and_named():
    applied = apply(b'{"events": {"of": "the future"}}', "actblue")

    assert applied.refusals == [[1, "This is not an event that we know: it has no line items."]]
    assert applied.needs_a_look


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ({"amount": 1e400}, "is not an amount"),
        ({"amount": -5}, "below zero"),
        ({"amount": True}, "is not an amount"),
        ({"amount": 10**12}, "more than anybody gives"),
        ({"lineitemId": 1001.0}, SPREADSHEET),
        ({"lineitemId": "1\x00"}, "signs that no screen shows"),
        ({"lineitemId": "\ud800"}, "signs that no screen shows"),
        ({"lineitemId": "1" * 114}, "longer than 100"),
        ({"paidAt": {"a": 1}, "refundedAt": "x"}, "is not a date"),
    ],
)
def test_actblue_events_with_odd_values(item, words):
    document = json.loads(event(items=2))
    document["lineitems"][0] |= item

    [[number, reason]] = apply(json.dumps(document).encode(), "actblue").refusals

    assert (number, words in reason) == (1, True), reason
    assert [row[4] for row in ledger()] == ["1002"]


def test_actblue_names_and_towns_of_any_kind():
    donor = {
        "firstname": "A\x00da\ud800",
        "lastname": None,
        "city": "\u202eNatick",
        "email": "a@b.org",
    }

    apply(event(donor=donor), "actblue")

    assert str(Member.objects.get()) == "Ada, Natick"


# NationBuilder

PEOPLE = "nationbuilder_id,first_name,last_name,email1,email2,email3,email4,primary_city\n"
MEMBERSHIPS = "person_id,name,status,expires_on,started_at\n"


def build(text: str) -> Import:
    return apply(text.encode(), "nationbuilder")


def test_nationbuilder_four_addresses_match_any():
    build(PEOPLE + "9,Ada,Lovelace,a@x.org,b@x.org,c@x.org,d@x.org,Natick\n")

    for number in range(4):
        apply(table(line(id=str(number), email=f"{'abcd'[number]}@x.org", name="")))

    assert Member.objects.get().contributions.count() == 4


def test_nationbuilder_memberships_without_an_end_are_named_and_bar_no_other():
    build(PEOPLE + "9,Ada,Lovelace,a@x.org,,,,\n")

    applied = build(
        MEMBERSHIPS + "9,Sustainer,active,,2026-01-01\n9,Friend,active,2026-12-31,2026-01-01\n"
    )

    assert counted(applied) == (1, 0, 0, 1)
    assert "has no end" in applied.refusals[0][1]


def test_nationbuilder_several_memberships_cover_the_longest():
    build(PEOPLE + "9,Ada,Lovelace,a@x.org,,,,\n")

    build(
        MEMBERSHIPS
        + "9,A,expired,2025-12-31,2025-01-01\n9,B,active,2026-12-31,2026-01-01\n"
        + "9,C,canceled,2026-06-30,2026-01-01\n9,D,grace period,2026-03-31,2026-01-01\n"
    )

    standing = standing_of(Member.objects.get(), on=date(2026, 5, 5))
    assert (standing.is_good, standing.until) == (True, date(2026, 12, 31))


def test_nationbuilder_a_person_with_changed_address_and_town():
    build(PEOPLE + "9,Ada,Lovelace,a@x.org,,,,Natick\n")

    again = build(PEOPLE + "9,Ada,King,new@x.org,,,,Salem\n")

    ada = Member.objects.get()
    assert counted(again) == (0, 1, 0, 0)
    assert (ada.name, ada.town) == ("Ada Lovelace", "Natick")
    assert [one.email for one in ada.addresses.all()] == ["a@x.org", "new@x.org"]


# Action Network


def test_action_network_knows_people_by_address_alone():
    apply(b"email\na@x.org\nA@X.org \n", "action_network")

    assert [str(member) for member in Member.objects.all()] == ["a@x.org"]


def test_action_network_columns_of_their_own_mean_nothing():
    content = b'email,Phone Number,County,can2_subscription_status\na@x.org,="617",,bouncing\n'

    assert counted(apply(content, "action_network")) == (1, 0, 0, 0)


def test_action_network_a_changed_address_with_its_uuid_is_added():
    apply(b"uuid,email,first_name\nu1,a@x.org,Ada\n", "action_network")

    again = apply(b"uuid,email,first_name\nu1,new@x.org,Ada\n", "action_network")

    assert counted(again) == (0, 1, 0, 0)
    assert sorted(MemberAddress.objects.values_list("email", flat=True)) == ["a@x.org", "new@x.org"]


def test_action_network_a_changed_address_without_a_number_is_another_person():
    apply(b"email,first_name\na@x.org,Ada\n", "action_network")
    apply(b"email,first_name\nnew@x.org,Ada\n", "action_network")

    assert Member.objects.count() == 2
    assert not SourcePerson.objects.exists()
