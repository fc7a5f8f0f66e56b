"""A session with the small invented workbook of `sheets.py`."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scorecard import boundaries, imports, legislators
from scorecard.beginnings import session_of
from scorecard.models import Chamber
from tests.scorecard import sheets
from tests.scorecard.places import invented


def entry(number, name, district, party="Democratic", **others):
    given, _, family = name.partition(" ")
    return {
        "id": number,
        "name": name,
        "givenName": given,
        "familyName": family,
        "district": district,
        "party": party,
    } | others


HOUSE = [
    entry(sheets.ADA, "Ada Adams", "1st Demo"),
    entry(sheets.BEN, "Ben Best", "2nd Demo", party="Republican"),
]
SENATE = [entry(sheets.CARA, "Cara Cox", "First Demo")]


@pytest.fixture
def seated(db):
    """Ada, Ben and Cara in their seats."""
    legislators.seat(HOUSE, chamber=Chamber.HOUSE, as_of=None)
    legislators.seat(SENATE, chamber=Chamber.SENATE, as_of=None)


@pytest.fixture
def session(db):
    return session_of(2001)


@pytest.fixture
def received(session):
    """Keeps a workbook of these sheets, and returns its import."""

    def receive(grids=None, name="2001.xlsx"):
        content = sheets.workbook(grids)
        return imports.receive(session, file_name=name, content=content, by=None)

    return receive


@pytest.fixture
def count_queries(db):
    """`with count_queries() as queries:` counts those of the block."""
    return lambda: CaptureQueriesContext(connection)


@pytest.fixture
def demoland(settings, tmp_path):
    """The places of an invented state in place of ours."""
    path = tmp_path / "demoland.txt"
    path.write_text(invented.TEXT, encoding="utf-8")
    settings.PLACES_FILE = str(path)


@pytest.fixture
def with_boundaries(demoland, db):
    boundaries.load(invented.geojson(invented.house()), chamber=Chamber.HOUSE)
    boundaries.load(invented.geojson(invented.senate()), chamber=Chamber.SENATE)
