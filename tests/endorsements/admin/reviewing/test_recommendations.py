"""Staff write the recommendation down in the admin, and correct it in the open."""

import pytest
from django.urls import reverse

from endorsements.models import Candidate, Recommendation
from endorsements.reviewing import recommending
from endorsements.reviewing.recommending import Said
from members.models import AuditEvent
from tests.factories.endorsements import CandidateFactory, draft_round, open_round
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db
ADD = reverse("admin:endorsements_recommendation_add")
NO_LINES = {
    "lines-TOTAL_FORMS": "0",
    "lines-INITIAL_FORMS": "0",
    "lines-MIN_NUM_FORMS": "0",
    "lines-MAX_NUM_FORMS": "0",
}


def change(row):
    return reverse("admin:endorsements_recommendation_change", args=[row.pk])


def filled(contest, **fields):
    ash = contest.candidates.get(key="ash")
    given = {"contest": contest.pk, "choice": "candidate", "candidate": ash.pk}
    return NO_LINES | given | {"reasons": "She listens.", "recused": "Al"} | fields


def test_staff_write_it_down_and_change_it_before_the_opening(staff):
    contest = draft_round(2).contests.get()
    assert "who recused themselves" in staff.get(ADD).content.decode().lower()
    assert staff.post(ADD, filled(contest)).status_code == 302
    row = Recommendation.objects.get()
    assert (row.in_words, row.reasons, row.recused) == ("Ash", "She listens.", "Al")

    staff.post(change(row), filled(contest, choice="nobody", candidate=""))

    assert Recommendation.objects.get().in_words == "No endorsement"
    assert AuditEvent.objects.filter(action="recommendation.set").count() == 2
    listed = staff.get(reverse("admin:endorsements_recommendation_changelist"))
    assert "No endorsement" in listed.content.decode()


def test_after_the_opening_a_correction_says_why(staff):
    contest = open_round(2).contests.get()
    ash = Candidate.objects.get(key="ash")
    said = Said("candidate", ash.pk)
    row = recommending.set_down(contest.pk, said, because="Left out.", by=StaffFactory())
    sent = filled(contest, choice="nobody", candidate="")
    refused = staff.post(change(row), sent)
    assert "Say why it is corrected" in refused.content.decode()
    assert Recommendation.objects.get().in_words == "Ash"

    staff.post(change(row), sent | {"because": "A mistake in the minutes."})

    assert Recommendation.objects.get().in_words == "No endorsement"
    assert "A mistake in the minutes." in staff.get(change(row)).content.decode()
    assert staff.post(f"{change(row)[:-7]}delete/", {"post": "yes"}).status_code == 403


def test_a_candidate_of_another_contest_is_refused_in_words(staff):
    contest = draft_round(2).contests.get()
    page = staff.post(ADD, filled(contest, candidate=CandidateFactory().pk)).content.decode()
    assert "does not run in the contest for Governor" in page
    assert not Recommendation.objects.exists()
