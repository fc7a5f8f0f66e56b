"""Workbooks kept, previewed, applied, applied anew and taken back."""

import pytest

from members.models import AuditEvent
from scorecard import imports, storing
from scorecard.errors import CannotBeApplied, NotNow
from scorecard.models import (
    AgendaBill,
    ImportStatus,
    Legislator,
    Position,
    ScoredItem,
    Session,
    WorkbookImport,
)
from scorecard.picture import Change, changes, picture_of
from tests.scorecard import sheets

pytestmark = pytest.mark.django_db


def with_cell(sheet, row, column, text):
    grids = sheets.grids()
    grids[sheet][row][column] = text
    return grids


def counts(report):
    return tuple(report["counts"][name] for name in ("items", "people", "bills"))


def test_a_preview_says_what_applying_would_change_and_writes_nothing(session, received):
    one = received()
    before = picture_of(session)

    report = imports.preview(one.pk)

    assert counts(report) == (4, 3, 2)
    assert picture_of(session) == before
    assert not Legislator.objects.exists()
    one.refresh_from_db()
    assert (one.status, one.report) == (ImportStatus.READY, report)


def test_applying_does_what_the_preview_said(session, received):
    one = received()
    said = imports.preview(one.pk)

    done = imports.apply(one.pk, by=None)

    assert done == said
    assert picture_of(session).people == {
        "House row 5: Adams, Ada": "100, +++",
        "House row 6: Best, Ben": "0, \N{MINUS SIGN}a.",
        "Senate row 5: Cox, Cara": "0, p",
    }
    assert picture_of(session).bills == {
        "H10/S20: Parks": "2 cosponsors; Economy; H10 An Act for parks In Committee; "
        "S20 An Act for parks; Adams, Ada, Cox, Cara",
        "HD30: Trees": "1 cosponsors; Environment; HD30 An Act for trees; Cox, Cara",
    }
    assert AuditEvent.objects.filter(action="scorecard.workbook_applied").count() == 1


def test_what_was_applied_is_not_applied_again(received):
    one = received()
    imports.apply(one.pk, by=None)

    with pytest.raises(NotNow, match="This workbook is applied"):
        imports.apply(one.pk, by=None)
    with pytest.raises(NotNow, match="This workbook is applied"):
        imports.preview(one.pk)


def test_the_same_file_again_changes_nothing_and_leaves_dates_alone(session, received):
    imports.apply(received().pk, by=None)
    changed_at = Session.objects.get(pk=session.pk).changed_at
    items = set(ScoredItem.objects.values_list("pk", flat=True))

    again = received(name="copy.xlsx")
    report = imports.apply(again.pk, by=None)

    assert counts(report) == (0, 0, 0)
    assert set(ScoredItem.objects.values_list("pk", flat=True)) == items
    assert Session.objects.get(pk=session.pk).changed_at == changed_at


def test_a_file_that_waits_is_not_kept_twice(session):
    content = sheets.workbook()
    kept = {
        imports.receive(session, file_name="2001.xlsx", content=content, by=None) for _ in range(2)
    }
    assert len(kept) == 1
    assert WorkbookImport.objects.count() == 1


def test_a_changed_cell_is_told_line_by_line(session, received):
    imports.apply(received().pk, by=None)
    changed = received(with_cell("House_Votes", 5, 3, "+"))

    report = imports.apply(changed.pk, by=None)

    assert report["changes"]["people"] == [
        {
            "line": "House row 6: Best, Ben",
            "before": "0, \N{MINUS SIGN}a.",
            "after": "50, \N{MINUS SIGN}+.",
        }
    ]
    assert (report["changes"]["items"], report["changes"]["bills"]) == ([], [])
    session.refresh_from_db()
    assert session.changed_at > changed.received_at


def test_items_and_bills_that_are_gone_go(session, received):
    imports.apply(received().pk, by=None)
    grids = sheets.grids()
    del grids["House_Bills"][2]
    del grids["Sponsorship"][3]

    report = imports.apply(received(grids).pk, by=None)

    assert [change["line"] for change in report["changes"]["items"]] == ["House 7: Roads"]
    assert list(AgendaBill.objects.values_list("key", flat=True)) == ["H10/S20"]
    assert session.bill_versions.get(number="HD30").bill is None


def test_rows_that_trade_places_keep_what_staff_wrote(session, received):
    imports.apply(received().pk, by=None)
    session.items.filter(number=5).update(own_description="Ours.")
    session.bill_versions.filter(number="S20").update(own_description="Ours too.")
    grids = sheets.grids()
    for name, one, other in (("House_Bills", 1, 2), ("Sponsored_Bills", 1, 2)):
        rows = grids[name]
        rows[one], rows[other] = rows[other], rows[one]
    sponsorship = grids["Sponsorship"]
    sponsorship[2][2], sponsorship[3][2] = sponsorship[3][2], sponsorship[2][2]

    imports.apply(received(grids).pk, by=None)

    assert session.items.get(number=5).own_description == "Ours."
    assert session.items.get(number=5).sheet_row == 3
    assert session.bill_versions.get(number="S20").own_description == "Ours too."
    assert session.agenda_bills.get(key="H10/S20").slug == "trees"


def test_undoing_applies_the_one_before_and_then_leaves_nothing(session, received):
    imports.apply(received().pk, by=None)
    first = picture_of(session)
    second = received(with_cell("House_Votes", 5, 3, "+"))
    imports.apply(second.pk, by=None)

    imports.undo(second.pk, by=None)
    assert picture_of(session) == first

    imports.undo(WorkbookImport.objects.exclude(pk=second.pk).get().pk, by=None)
    assert picture_of(session).items == {}
    assert not Position.objects.exists()
    assert Legislator.objects.count() == 3


def test_only_what_was_applied_last_can_be_undone(received):
    first = received()
    with pytest.raises(NotNow, match="applied last"):
        imports.undo(first.pk, by=None)
    imports.apply(first.pk, by=None)
    imports.apply(received(with_cell("House_Votes", 5, 3, "+")).pk, by=None)

    with pytest.raises(NotNow, match="applied last"):
        imports.undo(first.pk, by=None)


def test_what_was_undone_may_be_applied_again(session, received):
    one = received()
    imports.apply(one.pk, by=None)
    before = picture_of(session)
    imports.undo(one.pk, by=None)

    imports.apply(one.pk, by=None)

    assert picture_of(session) == before


def test_a_file_that_cannot_be_read_is_kept_as_such(session):
    one = imports.receive(session, file_name="x.xlsx", content=b"%PDF", by=None)

    report = imports.preview(one.pk)

    one.refresh_from_db()
    assert one.status == ImportStatus.UNREADABLE
    assert report == {"refusal": "This is not a workbook (.xlsx), nor an archive of CSV files."}
    with pytest.raises(NotNow, match="could not be read"):
        imports.apply(one.pk, by=None)


def test_an_item_without_a_position_bars_the_whole(session, received):
    one = received(with_cell("House_Bills", 1, 7, "maybe"))

    assert imports.preview(one.pk) == {
        "refusal": "House_Bills row 2 says neither yes nor no for Parks."
    }
    with pytest.raises(CannotBeApplied, match="House_Bills row 2"):
        imports.apply(one.pk, by=None)
    assert picture_of(session).people == {}


def test_a_fault_in_the_middle_leaves_nothing_half_done(session, received, monkeypatch):
    imports.apply(received().pk, by=None)
    before = picture_of(session)
    second = received(with_cell("House_Votes", 5, 3, "+"))

    def fall_over(*args):
        raise OSError("The disk is gone.")

    monkeypatch.setattr(storing, "store_sponsorship", fall_over)
    with pytest.raises(OSError, match="disk"):
        imports.apply(second.pk, by=None)

    assert picture_of(session) == before
    second.refresh_from_db()
    assert second.status == ImportStatus.RECEIVED


def test_unknown_marks_and_topics_are_reported_and_counted_as_the_rules_say(session, received):
    grids = with_cell("House_Votes", 5, 3, "?")
    grids["House_Bills"][2][10] = "All Meals All"

    report = imports.apply(received(grids).pk, by=None)

    told = {(odd["kind"], odd["cell"], odd["found"]) for odd in report["oddities"]}
    assert ("unknown mark", "D6", "'?'") in told
    assert ("unknown topic", "row 3", "All Meals All") in told
    assert picture_of(session).people["House row 6: Best, Ben"] == "0, \N{MINUS SIGN}?."


def test_an_odd_cell_is_kept_as_it_was_written(received):
    imports.apply(received(with_cell("House_Votes", 5, 3, " ? ")).pk, by=None)

    assert Position.objects.get(mark="other").written == " ? "


def test_applying_again_follows_the_answers(session, received):
    imports.apply_again(session)
    one = received()
    imports.apply(one.pk, by=None)
    session.vote_rows.update(legislator=None)

    imports.apply_again(session)

    assert session.vote_rows.filter(legislator=None).count() == 0


def test_changes_are_told_in_order_with_those_that_are_gone_last():
    assert changes(
        {"gone": "1", "same": "2", "other": "3"}, {"new": "4", "same": "2", "other": "5"}
    ) == [Change("new", "", "4"), Change("other", "3", "5"), Change("gone", "1", "")]
