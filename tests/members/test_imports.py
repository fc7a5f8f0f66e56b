"""Files received, previewed, applied and undone; fed again, they change nothing."""

import gzip
from datetime import date
from itertools import permutations

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members import imports
from members.errors import NotNow, Unreadable
from members.models import (
    AuditEvent,
    Contribution,
    Import,
    ImportStatus,
    Member,
    MemberAddress,
    OutboxMail,
    SourcePerson,
)
from members.standing import standing_of
from tests.factories.members import (
    ChapterFactory,
    ContributionFactory,
    ImportFactory,
    MemberAddressFactory,
    MemberFactory,
    RefundFactory,
    StaffFactory,
)
from tests.members.feeding import apply, counted, ledger, line, table, undo
from tests.members.feeds.frames import actblue, actblue_line

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fifth_of_may():
    with time_machine.travel("2026-05-05T16:00:00Z"):
        yield


def test_apply_adds_people_and_payments():
    applied = apply(table(line(person="55", series="S1")))

    entry = Contribution.objects.get()
    assert counted(applied) == (1, 0, 0, 0)
    assert (entry.member.name, entry.member.town) == ("Ada Lovelace", "Natick")
    assert (entry.kind, entry.amount_cents, entry.received_on) == ("dues", 120_00, date(2026, 3, 3))
    assert (entry.source, entry.external_id, entry.series) == ("csv", "1", "S1")
    assert entry.came_with == entry.member.came_with == applied
    assert MemberAddress.objects.get().email == "ada@example.org"
    assert (SourcePerson.objects.get().source, SourcePerson.objects.get().number) == ("csv", "55")
    assert standing_of(entry.member, on=date(2026, 5, 5)).is_good
    assert gzip.decompress(bytes(applied.content)) == table(line(person="55", series="S1"))


def test_the_same_file_ten_times_is_the_same_as_once():
    content = actblue(
        actblue_line(),
        actblue_line(lineitem="1002", refund="R1", refunded="2026-04-04"),
        actblue_line(lineitem="1003", email="bo@example.org", donor="56", first="Bo"),
    )
    first = apply(content, "actblue")
    once = ledger()

    again = [counted(apply(content, "actblue")) for _ in range(9)]

    assert (counted(first), set(again)) == ((3, 0, 0, 0), {(0, 0, 3, 0)})
    assert ledger() == once
    assert Member.objects.count() == 2


def test_files_in_any_order_leave_the_same_ledger():
    paid = actblue(actblue_line(), actblue_line(lineitem="1002"))
    refunded = actblue(actblue_line(refund="R1", refunded="2026-04-04"))
    one = [counted(apply(content, "actblue")) for content in (paid, refunded, paid)]
    forward = ledger()
    staff = StaffFactory()
    for applied in Import.objects.order_by("-pk"):
        undo(applied, staff)
    assert ledger() == []

    other = [counted(apply(content, "actblue")) for content in (refunded, paid, refunded)]

    assert one == [(2, 0, 0, 0), (0, 1, 0, 0), (0, 0, 2, 0)]
    assert other == [(1, 0, 0, 0), (1, 0, 1, 0), (0, 0, 1, 0)]
    assert ledger() == forward


FILES = [
    actblue(actblue_line(), actblue_line(lineitem="2", months="12")),
    actblue(actblue_line(lineitem="2", refund="R2", refunded="2026-04-04", months="12")),
    actblue(actblue_line(lineitem="3", date="04/04/2026"), actblue_line()),
]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_overlapping_files_in_every_order_leave_one_ledger(order):
    for number in order:
        apply(FILES[number], "actblue")

    assert [row[1:5] for row in ledger()] == [
        ("dues", 120_00, "2026-03-03", "1001"),
        ("dues", 120_00, "2026-03-03", "2"),
        ("dues", 120_00, "2026-04-04", "3"),
        ("refund", -120_00, "2026-04-04", "refund:2"),
    ]


def test_a_payment_fed_otherwise_is_refused_and_nothing_is_changed():
    apply(table(line()))
    before = ledger()

    again = apply(table(line(amount="12")))

    assert again.refusals == [[2, '"1" is on the ledger otherwise: dues of 3 March 2026, $120.00.']]
    assert ledger() == before


def test_a_line_that_stands_twice_in_a_file_counts_once():
    assert counted(apply(table(line(), line(), line(amount="5")))) == (1, 0, 1, 1)


def test_refunds_of_their_own_find_the_payment_wherever_it_stands():
    content = table(
        line(id="R1", kind="refund", amount="", refund_of="1", date="2026-04-04"), line()
    )

    assert counted(apply(content)) == (2, 0, 0, 0)
    assert counted(apply(content)) == (0, 0, 2, 0)
    assert [row[1:3] for row in ledger()] == [("dues", 120_00), ("refund", -120_00)]


def test_a_partial_refund_is_a_refund_and_a_payment_of_the_rest():
    content = table(line(series="S1"), line(id="R1", kind="refund", amount="100", refund_of="1"))
    apply(content)

    assert counted(apply(content)) == (0, 0, 2, 0)
    rest = Contribution.objects.get(external_id="R1:rest")
    assert (rest.kind, rest.amount_cents, rest.received_on, rest.series) == (
        "dues",
        20_00,
        date(2026, 3, 3),
        "S1",
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"refund_of": "7"}, 'no payment with the id "7"'),
        ({"refund_of": "C1"}, 'no payment with the id "C1"'),
        ({"amount": "121"}, "More was given back than was paid"),
        ({"date": "2026-03-02"}, "dated before the payment"),
        ({"id": "C1"}, 'The id "C1" is that of another entry'),
    ],
)
def test_refunds_that_do_not_fit_are_refused(changes, words):
    apply(table(line(), line(id="C1", kind="cancellation", amount="", series="S1")))
    refund = {"id": "R1", "kind": "refund", "amount": "", "refund_of": "1", "date": "2026-04-04"}

    [[number, reason]] = apply(table(line(**refund | changes))).refusals

    assert (number, words in reason) == (2, True)


def test_a_payment_is_refunded_once():
    apply(table(line()))
    refunds = [line(id=f"R{number}", kind="refund", amount="", refund_of="1") for number in (1, 2)]

    assert counted(apply(table(*refunds))) == (1, 0, 0, 1)


@pytest.mark.parametrize(
    ("refund", "words"),
    [
        ("2026-03-02", "dated before the payment"),
        ("2026-04-04", 'The id "refund:1001" is that of another entry'),
    ],
)
def test_an_actblue_refund_that_does_not_fit_adds_neither_payment_nor_person(refund, words):
    ContributionFactory(source="actblue", external_id="refund:1001", received_on=date(2026, 1, 1))

    applied = apply(actblue(actblue_line(refund="R1", refunded=refund)), "actblue")

    assert words in applied.refusals[0][1]
    assert not MemberAddress.objects.exists()


def test_a_refund_by_hand_is_not_doubled_by_the_feed():
    apply(actblue(actblue_line()), "actblue")
    RefundFactory(undoes=Contribution.objects.get())

    applied = apply(actblue(actblue_line(refund="R1", refunded="2026-04-04")), "actblue")

    assert counted(applied) == (0, 0, 1, 0)


def test_a_cancellation_stops_nothing_that_was_paid():
    content = table(
        line(series="S1"),
        line(id="C1", kind="cancellation", amount="", series="S1", date="2026-04-04"),
    )
    apply(content)

    assert counted(apply(content)) == (0, 0, 2, 0)
    member = Member.objects.get()
    assert standing_of(member, on=date(2027, 3, 3)).until == date(2027, 3, 3)


def test_undo_reverses_and_frees_the_ids():
    content = actblue(actblue_line(refund="R1", refunded="2026-04-04"), actblue_line(lineitem="2"))
    once = apply(content, "actblue")
    written, staff = ledger(), StaffFactory()

    for _ in range(3):
        undone = undo(Import.objects.get(status=ImportStatus.APPLIED), staff)
        assert (undone.status, ledger()) == ("undone", [])
        assert not standing_of(Member.objects.get(), on=date(2026, 5, 5)).is_good
        assert counted(apply(content, "actblue")) == (2, 0, 0, 0)
        assert ledger() == written

    assert Contribution.objects.filter(came_with=once).count() == 6
    assert Contribution.objects.get(external_id="2", edition=4).came_with != once


def test_undo_leaves_what_was_refunded_from_elsewhere():
    paid = table(line(), line(id="2"))
    first = apply(paid)
    apply(table(line(id="R1", kind="refund", amount="", refund_of="1", date="2026-04-04")))

    undo(first, StaffFactory())

    assert [row[1:3] for row in ledger()] == [("dues", 120_00), ("refund", -120_00)]
    assert counted(apply(paid)) == (1, 0, 1, 0)


def test_undo_of_a_refund_leaves_the_payment_and_lets_it_be_refunded_again():
    apply(table(line()))
    refund = table(line(id="R1", kind="refund", amount="", refund_of="1", date="2026-04-04"))

    undo(apply(refund), StaffFactory())

    assert [row[1] for row in ledger()] == ["dues"]
    assert counted(apply(refund)) == (1, 0, 0, 0)


def test_undo_takes_back_what_people_were_given():
    ada = MemberAddressFactory(email="ada@example.org", member__name="Ada Lovelace").member
    newton = ChapterFactory(name="Newton")
    content = (
        b"nationbuilder_id,first_name,last_name,email1,email2,tag_list\n"
        b"9,Ada,Lovelace,ada@example.org,lovelace@example.org,newton\n"
        b"10,Bo,Diddley,bo@example.org,,\n"
    )
    applied = apply(content, "nationbuilder")
    assert counted(applied) == (1, 1, 0, 0)
    assert list(ada.chapters.all()) == [newton]
    mails = OutboxMail.objects.filter(kind="addresses-changed")
    assert [(mail.to, "lovelace@example.org" in mail.body) for mail in mails] == [
        ("ada@example.org", True)
    ]

    undo(applied, StaffFactory())

    assert list(Member.objects.all()) == [ada]
    assert [address.email for address in ada.addresses.all()] == ["ada@example.org"]
    assert not ada.chapters.exists()
    assert not SourcePerson.objects.exists()
    assert mails.all().count() == 3
    assert counted(apply(content, "nationbuilder")) == (1, 1, 0, 0)


def test_memberships_of_nationbuilder_need_its_people_first():
    memberships = (
        b"name,person_id,status,expires_on,started_at\nSustainer,9,active,2026-12-31,2026-01-01\n"
    )
    assert "feed people first" in apply(memberships, "nationbuilder").refusals[0][1]
    apply(b"nationbuilder_id,first_name,email1\n9,Ada,a@example.org\n", "nationbuilder")

    assert counted(apply(memberships, "nationbuilder")) == (1, 0, 0, 0)

    standing = standing_of(Member.objects.get(), on=date(2026, 5, 5))
    assert standing.reason == "Your membership was brought over as paid until 31 December 2026."


def test_undoing_an_import_keeps_who_stands_for_a_duplicate():
    people = b"nationbuilder_id,first_name,email1\n9,Ada,a@example.org\n"
    applied = apply(people, "nationbuilder")
    person = Member.objects.get()
    MemberFactory(merged_into=person)

    undo(applied, StaffFactory())

    assert person in Member.objects.whole()


def test_preview_counts_and_compares_and_leaves_nothing():
    lapsed = ContributionFactory(received_on=date(2025, 1, 1))
    MemberAddressFactory(member=lapsed.member, email="cy@example.org")
    content = table(
        line(), line(id="2", email="cy@example.org", name=""), line(id="3", amount="-5")
    )
    received = imports.receive(source="csv", file_name="a.csv", content=content, by=StaffFactory())

    imports.work_on(received.pk)

    received.refresh_from_db()
    assert (received.status, counted(received)) == ("previewed", (2, 0, 0, 1))
    assert received.refusals[0][0] == 4
    assert (received.counts["gained"], received.counts["lost"]) == (2, 0)
    assert [(one["name"], one["is_good"]) for one in received.outcomes] == [
        (str(lapsed.member), True),
        ("Ada Lovelace, Natick", True),
    ]
    assert "lapsed on 1 January 2026" in received.outcomes[0]["before"]
    assert list(Contribution.objects.all()) == [lapsed]
    assert Member.objects.count() == 1


def test_preview_judges_people_whole_whichever_of_their_rows_a_payment_finds():
    ada = MemberAddressFactory(email="ada@example.org", member__name="Ada Lovelace").member
    twice = MemberAddressFactory(email="a.l@example.org", member__merged_into=ada).member
    ContributionFactory(member=ada, received_on=date(2026, 4, 1))
    bo = MemberAddressFactory(email="bo@example.org").member
    cy = MemberAddressFactory(email="cy@example.org", member__merged_into=bo).member
    content = table(line(email="a.l@example.org"), line(id="2", email="cy@example.org"))
    received = imports.receive(source="csv", file_name="a.csv", content=content, by=None)

    previewed = imports.preview(received.pk)

    assert not (twice.contributions.exists())
    assert not (cy.contributions.exists())
    assert (previewed.counts["gained"], previewed.counts["lost"]) == (1, 0)
    assert [one["member"] for one in previewed.outcomes] == [bo.pk]


def test_preview_knows_who_loses():
    apply(table(line()))
    refund = table(line(id="R1", kind="refund", amount="", refund_of="1", date="2026-04-04"))
    received = imports.receive(source="csv", file_name="a.csv", content=refund, by=None)

    previewed = imports.preview(received.pk)

    assert (previewed.counts["gained"], previewed.counts["lost"]) == (0, 1)


def test_a_file_that_is_none_is_said_to_be_unreadable():
    received = imports.receive(source="csv", file_name="a.xlsx", content=b"PK\x03\x04", by=None)

    imports.work_on(received.pk)

    received.refresh_from_db()
    assert (received.status, received.counts) == ("unreadable", {})
    assert "Save the sheet as CSV" in received.problem


def test_a_file_that_is_far_too_large_is_not_taken(monkeypatch):
    monkeypatch.setattr(imports, "LARGEST_FILE", 1024**2)

    with pytest.raises(Unreadable, match="larger than 1 MB"):
        imports.receive(source="csv", file_name="a.csv", content=b"x" * 1024**2 + b"x", by=None)


def test_staff_order_and_recall_and_a_worker_does():
    staff = StaffFactory()
    received = imports.receive(source="csv", file_name="a.csv", content=table(line()), by=staff)
    imports.work_on(received.pk)

    imports.order(received.pk, by=staff)
    imports.work_on(received.pk)
    assert len(ledger()) == 1
    imports.recall(received.pk, by=staff)
    imports.work_on(received.pk)

    assert ledger() == []
    imports.work_on(received.pk)
    events = AuditEvent.objects.order_by("pk").values_list("action", "actor_id")
    assert list(events) == [
        ("import.received", staff.pk),
        ("import.ordered", staff.pk),
        ("import.applied", None),
        ("import.recalled", staff.pk),
        ("import.undone", None),
    ]


@pytest.mark.parametrize("status", ImportStatus)
def test_an_import_moves_only_as_the_table_says(status):
    one = ImportFactory(
        status=status,
        problem="?" if status == ImportStatus.UNREADABLE else "",
        settled_at="2026-05-05T12:00Z",
        content=gzip.compress(table(line())),
    )
    staff = StaffFactory()
    commands = {
        ImportStatus.PREVIEWED: imports.preview,
        ImportStatus.ORDERED: lambda pk: imports.order(pk, by=staff),
        ImportStatus.APPLIED: imports.apply,
        ImportStatus.RECALLED: lambda pk: imports.recall(pk, by=staff),
        ImportStatus.UNDONE: imports.undo,
    }
    for target, command in commands.items():
        Import.objects.filter(pk=one.pk).update(status=status)
        if target in imports.MOVES.get(status, ()):
            assert command(one.pk).status == target
        else:
            with pytest.raises(NotNow, match="This import is"):
                command(one.pk)


def test_a_batch_takes_as_many_queries_for_thirty_rows_as_for_three(django_assert_num_queries):
    few = [line(id=f"a{n}", email=f"a{n}@example.org") for n in range(3)]
    many = [line(id=f"b{n}", email=f"b{n}@example.org") for n in range(30)]
    with CaptureQueriesContext(connection) as for_few:
        apply(table(*few))

    with django_assert_num_queries(len(for_few)):
        apply(table(*many))


def test_progress_is_told_by_batch(monkeypatch):
    monkeypatch.setattr(imports, "ROWS_PER_BATCH", 2)
    told = []

    imports.try_out(
        source="csv",
        file_name="a.csv",
        content=table(*(line(id=str(n)) for n in range(5))),
        listener=lambda *reached: told.append(reached),
    )

    assert told == [(3, 7), (5, 7), (6, 7), (7, 7)]
    assert not Import.objects.exists()
