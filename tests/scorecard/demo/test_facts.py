"""The demo's facts come to the numbers of the present site, and ours differ where they should."""

from pathlib import Path

import pytest
from django.db import transaction

from scorecard.demo import facts, loading
from scorecard.models import Legislator, Session, WorkbookImport
from scorecard.records import SessionRecord
from scorecard.tables import TABLES
from tests.page_weight import assert_light

pytestmark = pytest.mark.django_db
AS_SITE = Path(__file__).parent / "as_site.txt"


def expected():
    """Table to its columns and rows."""
    tables = {}
    for line in AS_SITE.read_text().splitlines():
        if line.startswith("["):
            rows = tables[line.strip("[]")] = []
        elif not line.startswith("#"):
            rows.append(tuple(line.split("|")))
    return {name: (rows[0], rows[1:]) for name, rows in tables.items()}


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The three sessions, loaded once for all tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        loading.load()
        yield
        transaction.set_rollback(True)


def numbers(name, columns, *, as_site):
    sessions = Session.objects.select_related("rules").order_by("first_year")
    return [
        tuple(str(row[column]) for column in columns)
        for session in sessions
        for row in TABLES[name][1](SessionRecord(session), as_site)
    ]


@pytest.mark.parametrize("name", ["scores", "rollcalls", "medians", "cosponsored_bills"])
def test_the_numbers_are_those_that_the_present_site_shows(loaded, name):
    columns, rows = expected()[name]

    assert numbers(name, columns, as_site=True) == rows


def test_ours_count_each_person_once_and_leave_nobody_out(loaded):
    columns, rows = expected()["rollcalls"]
    ours = numbers("rollcalls", columns, as_site=False)

    # The fifth and sixth column are the yes and no, the next two those of one row per person.
    assert [row[4:6] for row in ours] == [row[6:8] for row in rows]
    columns, rows = expected()["scores"]
    ours = numbers("scores", columns, as_site=False)
    assert [row[-2] for row in ours] == [row[-1] for row in ours]
    once = {("2017", "house", "41"), ("2021", "house", "103")}
    assert [row[:3] for row in ours] == [row[:3] for row in rows if row[:3] not in once]


def test_everybody_is_somebody_and_all_sessions_are_public(loaded):
    assert Session.objects.published().count() == len(facts.YEARS)
    for one in WorkbookImport.objects.all():
        assert one.report["questions"] == []
    assert Legislator.objects.serving().count() == 158 + 39


def test_pages_of_the_whole_scorecard_are_light(loaded, client):
    """The heaviest of each kind; photos would come besides."""
    session = Session.objects.get(first_year=2017)
    item = session.items.roll_calls().filter(chamber="house").latest("number")
    person = Legislator.objects.serving()[0]
    assert_light(client, "/scorecard/")
    assert_light(client, person.get_absolute_url())
    assert_light(client, session.get_absolute_url())
    assert_light(client, item.get_absolute_url())
    assert_light(client, "/")


def test_loading_again_leaves_everything_alone(loaded):
    before = set(WorkbookImport.objects.values_list("pk", "applied_at"))

    loading.load()

    assert set(WorkbookImport.objects.values_list("pk", "applied_at")) == before


def test_the_same_facts_are_the_same_bytes():
    assert facts.archive(2025) == facts.archive(2025)
