"""What the database refuses of recommendations, links and notes, whatever wrote it."""

from datetime import date

import pytest
from django.db import IntegrityError

from endorsements.models import (
    CandidateNote,
    ReadingMatter,
    Recommendation,
    RecommendationCorrection,
)
from endorsements.models.contests import Candidate
from tests.factories.endorsements import CandidateFactory, ContestFactory, draft_round, open_round
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


def refused(name):
    return pytest.raises(IntegrityError, match=name)


def test_a_recommendation_is_of_a_known_kind():
    with refused("recommendation_is_known"):
        Recommendation.objects.create(contest=ContestFactory(), choice="perhaps")


@pytest.mark.parametrize("choice", ["candidate", "none"])
def test_a_recommendation_names_a_candidate_where_it_says_so(choice):
    candidate = CandidateFactory() if choice == "none" else None
    contest = candidate.contest if candidate else ContestFactory()
    with refused("recommendation_names_a_candidate_where_it_says_so"):
        Recommendation.objects.create(contest=contest, choice=choice, candidate=candidate)


def test_a_recommended_candidate_belongs_to_the_contest():
    with refused("candidate_belongs_to_the_contest"):
        Recommendation.objects.create(
            contest=ContestFactory(), choice="candidate", candidate=CandidateFactory()
        )


def test_yes_is_recommended_to_a_question_alone():
    with refused("recommendation_of_an_answer_is_for_questions"):
        Recommendation.objects.create(contest=ContestFactory(), choice="yes")


def opened():
    """A recommendation in a round that has opened since."""
    return Recommendation.objects.create(contest=open_round(2).contests.get())


@pytest.mark.parametrize("fields", [{"choice": "nobody"}, {"corrections": 1}, {"reasons": "x"}])
def test_a_recommendation_is_frozen_at_the_opening(fields):
    row = opened()
    with refused("recommendation_is_frozen_at_the_opening"):
        Recommendation.objects.filter(pk=row.pk).update(**fields)


def test_a_late_recommendation_comes_as_a_correction():
    contest = open_round(2).contests.get()
    with refused("recommendation_is_frozen_at_the_opening"):
        Recommendation.objects.create(contest=contest, choice="nobody")


def test_a_recommendation_is_kept_after_the_opening():
    row = opened()
    with refused("recommendation_is_kept_after_the_opening"):
        row.delete()


def test_a_candidate_of_a_draft_goes_with_its_recommendation():
    contest = draft_round(2).contests.get()
    ash = Candidate.objects.get(key="ash")
    Recommendation.objects.create(contest=contest, choice="candidate", candidate=ash)
    ash.delete()
    assert not Recommendation.objects.exists()


def correction(row, **fields):
    given = {"number": 1, "made_on": date(2026, 7, 1), "before": "x", "because": "y"}
    return RecommendationCorrection.objects.create(recommendation=row, **given | fields)


def test_a_correction_says_why():
    with refused("correction_says_why"):
        correction(opened(), because="")


def test_a_correction_has_a_number_of_its_own():
    row = opened()
    assert str(correction(row)) == "correction 1"
    with refused("correction_has_a_number_of_its_own"):
        correction(row)


@pytest.mark.parametrize("act", ["update", "delete"])
def test_a_correction_is_kept(act):
    row = correction(opened())
    with refused("correction_is_kept"):
        row.delete() if act == "delete" else row.save()


def test_a_rehearsal_may_go_with_all_of_it():
    row = Recommendation.objects.create(contest=open_round(2, rehearsal=True).contests.get())
    correction(row)
    row.delete()
    assert not RecommendationCorrection.objects.exists()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"title": ""}, "link_or_event_has_a_title"),
        ({"url": ""}, "link_or_event_leads_somewhere_or_begins"),
        ({"url": "javascript:alert(1)"}, "link_is_an_address"),
    ],
)
def test_a_link_leads_somewhere(fields, name):
    given = {"title": "Debate", "url": "https://example.org/"} | fields
    with refused(name):
        ReadingMatter.objects.create(contest=ContestFactory(), **given)


def test_a_link_about_a_candidate_belongs_to_their_contest():
    given = {"title": "Debate", "url": "https://example.org/"}
    own = CandidateFactory()
    row = ReadingMatter.objects.create(contest=own.contest, candidate=own, **given)
    assert str(row) == "Debate"
    with refused("candidate_belongs_to_the_contest"):
        ReadingMatter.objects.create(contest=ContestFactory(), candidate=own, **given)


def test_there_is_one_note_of_a_candidate_for_a_login():
    row = {"user": UserFactory(), "candidate": CandidateFactory(), "sealed": b"x"}
    note = CandidateNote.objects.create(**row)
    assert str(note) == f"note {note.pk}"
    with refused("note_of_a_candidate_once_for_a_login"):
        CandidateNote.objects.create(**row)
