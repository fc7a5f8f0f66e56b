"""Staff say who a candidate is in the legislature, in drafts and afterwards."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from endorsements.models import Candidate, PastEndorsement
from members.models import AuditEvent
from tests.endorsements.admin.forms_sent import form_of
from tests.endorsements.admin.staging import ADD, change_page
from tests.factories.endorsements import (
    CandidateFactory,
    ContestFactory,
    PastEndorsementFactory,
    draft_round,
    open_round,
)
from tests.factories.scorecard import LegislatorFactory, ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    one = LegislatorFactory(given_name="Ada", family_name="Adams")
    ServiceFactory(legislator=one, district="1st Demo")
    return one


def prefix_of(sent, key):
    known = str(Candidate.objects.get(key=key).pk)
    return next(
        name.removesuffix("-id")
        for name, value in sent.items()
        if name.endswith("-id") and value == known
    )


@pytest.mark.parametrize("stage", [draft_round, open_round])
def test_a_candidate_is_linked_and_the_trail_says_so(staff, ada, stage):
    voting_round = stage(1)
    before = voting_round.definition
    sent = form_of(staff.get(change_page(voting_round)))
    field = f"{prefix_of(sent, 'ash')}-legislator"
    answer = staff.post(change_page(voting_round), sent | {field: ada.pk})

    assert answer.status_code == 302
    assert Candidate.objects.get(key="ash").legislator == ada
    assert AuditEvent.objects.get(action="candidate.linked").detail == {
        "old": "nobody",
        "new": ada.slug,
    }
    voting_round.refresh_from_db()
    assert voting_round.definition == before


def test_a_new_round_may_link_at_once(staff, new, ada):
    staff.post(ADD, new | {"contests-0-candidates-1-legislator": ada.pk})

    assert Candidate.objects.get(name="Jo Doe").legislator == ada
    assert AuditEvent.objects.filter(action="candidate.linked").count() == 1


def test_everybody_is_offered_with_their_seats_and_nobody_is_proposed(staff, ada):
    draft_round(1)
    CandidateFactory(contest=Candidate.objects.first().contest, name="Ada Adams", key="ada")
    page = staff.get(change_page(Candidate.objects.first().contest.round))

    assert "Ada Adams (House, 1st Demo)" in page.content.decode()
    assert form_of(page)["contests-0-candidates-2-legislator"] == ""


def test_a_page_with_three_rows_asks_no_more_than_with_one(staff, ada):
    def queries_for_people(voting_round):
        with CaptureQueriesContext(connection) as asked:
            staff.get(change_page(voting_round))
        return sum("scorecard_" in one["sql"] for one in asked.captured_queries)

    one, three = ContestFactory(), ContestFactory()
    CandidateFactory(contest=one)
    for _ in range(3):
        LegislatorFactory()
        CandidateFactory(contest=three, legislator=ada)

    assert queries_for_people(three.round) == queries_for_people(one.round) == 2


def test_a_past_endorsement_is_linked_and_taken_back(staff, ada):
    past = PastEndorsementFactory()
    address = reverse("admin:endorsements_pastendorsement_change", args=[past.pk])
    staff.post(address, form_of(staff.get(address)) | {"legislator": ada.pk})
    assert PastEndorsement.objects.get().legislator == ada
    staff.post(address, form_of(staff.get(address)) | {"legislator": ""})
    assert PastEndorsement.objects.get().legislator is None

    events = AuditEvent.objects.filter(action="pastendorsement.linked").order_by("pk")
    assert [event.detail["new"] for event in events] == [ada.slug, "nobody"]
