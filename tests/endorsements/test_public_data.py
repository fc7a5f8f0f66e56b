"""What the scorecard's page of data gives out of endorsements."""

import pytest

from endorsements import public_data
from endorsements.models import Round
from scorecard import dataset
from tests.factories import endorsements as make

pytestmark = pytest.mark.django_db


def rows_of(table):
    return [dict(zip(table.header, row, strict=True)) for row in table.rows()]


def test_the_scorecard_knows_both_tables():
    assert {table.name for table in dataset.tables()} >= {"past_endorsements", "decided_contests"}


def test_a_past_endorsement_has_its_source():
    past = make.PastEndorsementFactory()
    (row,) = rows_of(public_data.PAST)
    assert (row["candidate"], row["source"]) == (past.candidate, past.source)


def test_a_decided_contest_says_who_is_endorsed_and_where_the_numbers_are():
    decided = make.published_round(["ash", "ash", "ash"])
    (row,) = rows_of(public_data.DECIDED)
    assert row["round"] == decided.slug
    assert row["sentence"]
    assert f"/rounds/{decided.slug}/#" in row["page"]


def test_a_rehearsal_and_a_round_that_is_not_decided_are_left_out():
    make.published_round(["ash"], rehearsal=True)
    make.RoundFactory()
    assert rows_of(public_data.DECIDED) == []


def test_what_changes_a_file_makes_it_new():
    table = public_data.DECIDED
    before = dataset.state_of(table)
    make.published_round(["ash"])
    assert dataset.state_of(table) != before
    assert Round.objects.count() == 1
