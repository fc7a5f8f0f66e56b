"""Each file of data: its rows, and what is left out of it."""

import csv
import io
import json
from datetime import date

import pytest
from django.utils import timezone

from scorecard import dataset, imports
from scorecard.dataset import state
from scorecard.models import CorrectionStatus, Legislator, Mark, Session, SessionStatus
from tests.factories import scorecard as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(seated, received):
    """The small invented workbook, published."""
    imports.apply(received().pk, by=None)
    Session.objects.update(status=SessionStatus.PUBLISHED)


def rows_of(name):
    table = dataset.table_named(name)
    return [dict(zip(table.header, row, strict=True)) for row in table.rows()]


def test_every_row_has_a_value_for_every_column(stored):
    Legislator.objects.update(phone="555-0100")
    for table in dataset.tables():
        for row in table.rows():
            assert len(row) == len(table.header), table.name
            assert {type(value) for value in row} <= {str, int, type(None)}, table.name


def test_names_are_plain_and_their_own():
    names = [table.name for table in dataset.tables()]
    assert len(names) == len(set(names))
    for table in dataset.tables():
        assert all(name.isidentifier() and name.islower() for name in table.header)
        assert len(set(table.header)) == len(table.header)
        assert all(column.means.endswith(".") for column in table.columns), table.name


def test_a_draft_is_in_no_file(stored):
    public = ("sessions", "scored_items", "positions", "scores", "medians", "tracked_bills")
    assert all(rows_of(name) for name in (*public, "cosponsorships"))
    Session.objects.update(status=SessionStatus.DRAFT)
    assert not any(rows_of(name) for name in (*public, "cosponsorships"))
    assert {row["session"] for row in rows_of("legislators")} == {""}
    before = len(rows_of("legislators"))
    make.VoteRowFactory(session=Session.objects.first())
    assert len(rows_of("legislators")) == before


def test_a_score_stands_with_its_base():
    row = make.VoteRowFactory(legislator__name="Ada Adams")
    for number, mark in enumerate([Mark.PLUS, Mark.PLUS, Mark.MINUS, Mark.NOT_IN_OFFICE]):
        item = make.ScoredItemFactory(session=row.session, number=number + 1)
        make.PositionFactory(row=row, item=item, mark=mark)
    row.session.rules.shown_from_percent = 75
    row.session.rules.save()
    (score,) = rows_of("scores")
    assert (score["name"], score["score"], score["letter"]) == ("Ada Adams", 67, "D")
    assert (score["base"], score["scored_items"], score["not_in_office"]) == (3, 4, 1)
    (person,) = rows_of("legislators")
    assert (person["score"], person["base"], person["in_office"]) == (67, 3, "no")


def test_what_is_not_shown_has_counts_but_no_score():
    row = make.VoteRowFactory()
    make.PositionFactory(row=row, mark=Mark.ABSENT)
    (score,) = rows_of("scores")
    assert (score["score"], score["letter"], score["shown"]) == (None, "", "missed")
    assert score["absent"] == 1
    (person,) = rows_of("legislators")
    assert (person["score"], person["letter"]) == (None, "")


def test_who_stands_in_a_sheet_twice_is_here_once():
    first = make.VoteRowFactory()
    again = make.VoteRowFactory(session=first.session, legislator=first.legislator, repeats=first)
    item = make.ScoredItemFactory(session=first.session)
    for row in (first, again):
        make.PositionFactory(row=row, item=item)
    assert len(rows_of("positions")) == 1
    assert len(rows_of("scores")) == 1
    assert rows_of("scored_items")[0]["yes"] == 1


@pytest.mark.parametrize(
    ("mark", "position", "kind", "said"),
    [
        (Mark.PLUS, "no", "roll_call", "No"),
        (Mark.MINUS, "no", "roll_call", "Yes"),
        (Mark.NOT_IN_OFFICE, "yes", "roll_call", "N/A"),
        (Mark.OTHER, "yes", "roll_call", "Unclear"),
        (Mark.PLUS, "yes", "other", ""),
    ],
)
def test_a_plus_is_not_a_yes(mark, position, kind, said):
    plain = {"bill_number": "", "voted_on": None} if kind == "other" else {}
    row = make.VoteRowFactory(legislator=None, written_name=" Nobody, Yet ")
    item = make.ScoredItemFactory(session=row.session, position=position, kind=kind, **plain)
    make.PositionFactory(row=row, item=item, mark=mark)
    (found,) = rows_of("positions")
    assert (found["mark"], found["vote"]) == (mark.value, said)
    assert (found["legislator"], found["name"]) == ("", "Nobody, Yet")


@pytest.mark.usefixtures("demoland")
def test_vacant_seats_are_named():
    service = make.ServiceFactory(district="1st Demo")
    seats = {(row["chamber"], row["district"]): row for row in rows_of("seats")}
    assert seats["house", "1st Demo"]["legislator"] == service.legislator.slug
    assert seats["senate", "First Demo"]["vacant"] == "yes"


def test_people_keep_their_history():
    service = make.ServiceFactory(began_on=date(2001, 1, 3), ended_on=date(2002, 5, 1))
    make.ServiceFactory(legislator=service.legislator, chamber="senate")
    first, second = rows_of("services")
    assert (first["began_on"], first["ended_on"]) == ("2001-01-03", "2002-05-01")
    assert (second["chamber"], second["ended_on"]) == ("senate", "")
    (person,) = rows_of("legislators")
    assert (person["in_office"], person["chamber"]) == ("yes", "senate")


def test_a_bill_has_both_chambers_and_its_cosponsors():
    bill = make.AgendaBillFactory()
    make.BillVersionFactory(bill=bill, number="H10", url="javascript:alert(1)")
    of_it = {"bill": bill, "column__session": bill.session}
    make.CosponsorshipFactory(**of_it, column__legislator__name="Cara Cox")
    make.CosponsorshipFactory(**of_it, is_yes=False)
    (found,) = rows_of("tracked_bills")
    assert (found["house_number"], found["senate_number"]) == ("H10", "")
    assert (found["cosponsors"], found["base"], found["house_url"]) == (1, 2, "")
    (signed,) = rows_of("cosponsorships")
    assert (signed["bill"], signed["name"]) == (bill.slug, "Cara Cox")


def test_only_corrections_made_are_public_and_not_who_reported():
    make.CorrectionFactory(reply_to="reader@example.org")
    before = state.digest()
    make.CorrectionFactory(reply_to="other@example.org")
    assert state.digest() == before
    now = timezone.now()
    make.CorrectionFactory(status=CorrectionStatus.MADE, settled_at=now, changed="The date.")
    (found,) = rows_of("corrections")
    assert found["changed"] == "The date."
    assert found["page"].endswith("/scorecard/")
    assert state.digest() != before


def test_no_spreadsheet_program_runs_a_cell():
    make.TopicFactory(name="=HYPERLINK(1)", slug="odd")
    text = "".join(dataset.csv_pieces(dataset.table_named("topics"))).removeprefix("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["name"] == "'=HYPERLINK(1)"
    found = json.loads("".join(dataset.json_pieces(dataset.table_named("topics"), {"a": 1})))
    assert found["rows"][0]["name"] == "=HYPERLINK(1)"
    assert found["about"]["a"] == 1
    assert list(found["columns"]) == ["topic", "name", "page"]


def test_a_file_without_rows_is_whole():
    table = dataset.table_named("topics")
    assert json.loads("".join(dataset.json_pieces(table, {})))["rows"] == []
    assert "".join(dataset.csv_pieces(table)) == "\ufefftopic,name,page\r\n"


def test_queries_do_not_grow_with_the_rows(count_queries):
    def asked():
        counts = {}
        for table in dataset.tables():
            with count_queries() as queries:
                list(table.rows())
            counts[table.name] = len(queries)
        return counts

    def add(session):
        row = make.VoteRowFactory(session=session)
        make.ServiceFactory(legislator=row.legislator)
        item = make.ScoredItemFactory(session=session)
        item.topics.add(make.TopicFactory())
        make.PositionFactory(row=row, item=item)
        version = make.BillVersionFactory(bill__session=session)
        make.CosponsorshipFactory(bill=version.bill, column__session=session)

    session = make.SessionFactory()
    add(session)
    before = asked()
    add(session)
    add(session)
    assert asked() == before
