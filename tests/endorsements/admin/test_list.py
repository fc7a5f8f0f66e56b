"""The list of rounds: turnout beside status and dates, in a fixed number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.endorsements.admin.staging import held_round
from tests.factories.endorsements import (
    PastEndorsementFactory,
    cast_all,
    draft_round,
    open_round,
)

pytestmark = pytest.mark.django_db
LIST = reverse("admin:endorsements_round_changelist")


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def test_the_list_tells_turnout_once_a_round_has_opened(staff):
    voting_round = open_round(8)
    cast_all(voting_round, ["ash", "birch", ""])
    draft_round(1, title="A draft")
    page = staff.get(LIST).content.decode()

    assert page.count("3 of 8, 37.5 %") == 1
    assert "A draft" in page


def test_the_list_takes_as_many_queries_with_one_round_as_with_three(staff):
    cast_all(open_round(3), ["ash"])
    staff.get(LIST)
    with_one = queries_of(staff, LIST)
    draft_round(2)
    cast_all(open_round(3), ["ash", "birch"])

    assert queries_of(staff, LIST) == with_one


def test_rounds_are_filtered_by_status(staff):
    draft_round(1, title="A draft")
    held = held_round()
    page = staff.get(LIST, {"status__exact": "held"}).content.decode()

    assert held.title in page
    assert "A draft" not in page


def test_past_endorsements_are_listed_with_a_fixed_number_of_queries(staff):
    address = reverse("admin:endorsements_pastendorsement_changelist")
    PastEndorsementFactory(candidate="Pat Past")
    staff.get(address)
    with_one = queries_of(staff, address)
    PastEndorsementFactory.create_batch(2)

    assert queries_of(staff, address) == with_one
    assert "Pat Past" in staff.get(address).content.decode()


def test_a_past_endorsement_is_entered_with_its_source(staff):
    address = reverse("admin:endorsements_pastendorsement_add")
    facts = {
        "year": "2013",
        "election": "Special election",
        "office": "Mayor",
        "candidate": "Pat Past",
        "outcome": "endorsed",
        "source": "example.org/news",
    }
    staff.post(address, facts)

    page = staff.get(reverse("admin:endorsements_pastendorsement_changelist")).content.decode()
    assert "Pat Past" in page
