"""Three real sessions come to the numbers that the present site shows, field by field."""

import csv
import io
import re

import pytest
from django.core.management import call_command
from django.db import transaction

from scorecard import imports, legislators, reconciliation
from scorecard.beginnings import session_of
from scorecard.models import Chamber, LegislatorNumber, Session, WorkbookImport
from scorecard.workbook.people import Written
from tests.__main__ import SHARED_DATA

pytestmark = [pytest.mark.shared, pytest.mark.django_db]
FOLDER = SHARED_DATA / "scorecard"
YEARS = (2017, 2021, 2025)
TABLES = ("scores", "rollcalls", "medians", "sponsorship", "cosponsored_bills", "member_pages")


def csv_rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def right_numbers():
    """Place and name to the right number, as the folder's own list has it."""
    rows = csv_rows((FOLDER / "people_to_reconcile.csv").read_text())
    return {(row["session"], row["sheet"], row["name"]): row["right_id"] for row in rows}


@pytest.fixture(scope="module")
def three_sessions(django_db_setup, django_db_blocker):
    """Lists of members and workbooks as they are, and the answers that people would give."""
    with django_db_blocker.unblock():
        yield from _imported()


def _imported():
    with transaction.atomic():
        for chamber in Chamber:
            content = (FOLDER / f"legislators/{chamber}_legislators.json").read_bytes()
            legislators.seat(legislators.read_list(content), chamber=chamber, as_of=None)
        for year in YEARS:
            _import(year)
        yield
        transaction.set_rollback(True)


def _import(year):
    session = session_of(year)
    content = (FOLDER / f"workbooks/{year}.xlsx").read_bytes()
    kept = imports.receive(session, file_name=f"{year}.xlsx", content=content, by=None)
    for asked in imports.preview(kept.pk)["questions"]:
        _answer(session, asked)
    assert imports.apply(kept.pk, by=None)["questions"] == []


def _answer(session, asked):
    number = right_numbers().get((str(session.first_year), asked["sheet"], asked["name"]))
    if asked["name"] == "Durant, Peter":
        number = right_numbers()["all", "House_Votes / Senate_Votes", "Durant, Peter"]
    if asked["name"] == "Walsh, Thomas" or (not number and asked["name"] == "Barrett, Michael"):
        number = asked["number"]
    if number:
        whose = LegislatorNumber.objects.get(number=number).legislator
    else:
        whose = session.answers.filter(written_name=asked["name"]).first()
        whose = whose.legislator if whose else reconciliation.new_legislator(asked["name"])
    written = Written(asked["sheet"], asked["place"], asked["number"], asked["name"])
    reconciliation.answer(session, written=written, legislator=whose, sheet=asked["sheet"], by=None)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("year", YEARS)
def test_a_table_agrees_in_every_field(three_sessions, year, table):
    printed = io.StringIO()

    call_command(f"export_{table}", "--session", str(year), "--as-site", stdout=printed)

    expected = csv_rows((FOLDER / f"expected/{table}_{year}.csv").read_text())
    assert csv_rows(printed.getvalue()) == expected


def test_the_same_workbook_changes_nothing_when_it_is_fed_again(three_sessions):
    for year in YEARS:
        session = Session.objects.get(first_year=year)
        content = (FOLDER / f"workbooks/{year}.xlsx").read_bytes()
        kept = imports.receive(session, file_name="again.xlsx", content=content, by=None)

        counts = imports.preview(kept.pk)["counts"]

        assert (counts["items"], counts["people"], counts["bills"]) == (0, 0, 0)


# What the folder's list calls it, and what our report does. What the list says besides needs no
# report: spellings that are read alike, marks that the rules name, and who sits where today.
REPORTED = {
    "header padded": "header padded",
    "position conflict": "positions differ",
    "date conflict": "days differ",
    "bill number conflict": "bill numbers differ",
    "person listed twice": "person listed twice",
    "name spelled otherwise in Sponsorship": "name spelled otherwise",
    "votes but no Sponsorship column": "no column in Sponsorship",
    "bill in one chamber only": "bill in one chamber only",
    "title differs from Sponsored_Bills": "short titles differ",
    "docket number in place of a bill number": "docket number",
    "odd cosponsor cell": "padded cosponsor cell",
    "unknown tag": "unknown topic",
    "running label used twice": "label used twice",
    "bill listed twice": "bill listed twice",
}


def test_every_irregularity_is_reported_at_its_cell(three_sessions):
    known = csv_rows((FOLDER / "irregularities.csv").read_text())
    missing = []
    for year in YEARS:
        odd = WorkbookImport.objects.get(session__first_year=year).report["oddities"]
        rows = [row for row in known if row["session"] == str(year) and row["kind"] in REPORTED]
        # One day, its year written with two digits on one sheet: reported as that.
        rows = [row for row in rows if not row["value"].startswith("7/26/17 here, 7/26/2017")]
        missing += [row for row in rows if not any(_is_about(one, row) for one in odd)]
    assert missing == []


def _is_about(odd, row):
    """Ours names a row, a column or a cell; the list a cell, or one on each of two sheets."""
    if odd["kind"] != REPORTED[row["kind"]]:
        return False
    places = {odd["sheet"]: odd["cell"]}
    if other := re.search(r"(\w+_Votes) row (\d+)", odd["found"]):
        places[other[1]] = f"row {other[2]}"
    ours = set(re.findall(r"[A-Z]*\d+|[A-Z]+$", places.get(row["sheet"], "")))
    cells = re.findall(r"([A-Z]*)(\d+)", row["cell"])
    return any({letters + number, number, letters} & ours for letters, number in cells)
