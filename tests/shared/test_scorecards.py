"""Three real sessions come to the numbers that the present site shows, field by field."""

import csv
import io

import pytest
from django.core.management import call_command
from django.db import transaction

from scorecard import imports, legislators, reconciliation
from scorecard.beginnings import session_of
from scorecard.models import Chamber, LegislatorNumber, Session
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
