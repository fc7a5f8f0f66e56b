"""What the committee recommends: set before the opening, corrected in the open after it."""

import pytest

from endorsements.errors import CannotRecommend
from endorsements.models import Contest, Recommendation, RecommendationCorrection
from endorsements.reviewing import recommending
from endorsements.reviewing.recommending import Said
from members.models import AuditEvent
from tests.factories.endorsements import (
    CandidateFactory,
    certified_round,
    contest_of,
    draft_round,
    held_as_it_is,
    open_round,
    scheduled_round,
)
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db


def recommend(contest, said, because=""):
    return recommending.set_down(contest.pk, said, because=because, by=StaffFactory())


def ash_of(contest):
    return Said("candidate", contest.candidates.get(key="ash").pk, " She listens. ", "Al (kin)\n\n")


@pytest.mark.parametrize("make", [draft_round, scheduled_round])
def test_before_the_opening_it_is_set_and_changed_without_a_word(make):
    contest = make(2).contests.get()
    recommend(contest, ash_of(contest))
    row = recommend(contest, Said("nobody", reasons="None of them."))

    assert (row.in_words, row.reasons, row.corrections) == ("No endorsement", "None of them.", 0)
    assert not RecommendationCorrection.objects.exists()
    events = AuditEvent.objects.filter(action="recommendation.set")
    assert [event.detail["recommended"] for event in events] == ["No endorsement", "Ash"]


def test_it_says_who_and_why_and_who_took_no_part():
    contest = draft_round(2).contests.get()
    row = recommend(contest, ash_of(contest))

    assert (row.in_words, row.reasons, row.names_of_recused) == (
        "Ash",
        "She listens.",
        ["Al (kin)"],
    )
    assert str(row) == "Recommendation: Governor"
    assert recommending.recommendations_in(contest.round) == {"governor": row}


@pytest.mark.parametrize("holds", [False, True])
def test_after_the_opening_it_is_corrected_with_a_reason_that_is_kept(holds):
    voting_round = scheduled_round(2)
    contest = voting_round.contests.get()
    recommend(contest, ash_of(contest))
    from_open = open_round(2)
    corrected = from_open.contests.get()
    if holds:
        held_as_it_is(from_open)
    with pytest.raises(CannotRecommend, match="Say why"):
        recommend(corrected, ash_of(corrected), because=" ")
    recommend(corrected, ash_of(corrected), because="It was left out.")
    row = recommend(corrected, Said("none"), because="Al was in the room.")

    assert row.corrections == 2
    lines = list(row.lines.values_list("number", "before", "because"))
    assert lines == [
        (1, "No recommendation.", "It was left out."),
        (2, "Ash.\nShe listens.\nRecused: Al (kin).", "Al was in the room."),
    ]
    assert AuditEvent.objects.filter(action="recommendation.corrected").count() == 2


def test_after_the_end_it_stays():
    contest = certified_round(["ash"]).contests.get()
    with pytest.raises(CannotRecommend, match="has ended"):
        recommend(contest, ash_of(contest), because="Late.")
    assert not Recommendation.objects.exists()


def test_a_candidate_of_another_contest_is_refused():
    contest = draft_round(2).contests.get()
    stranger = CandidateFactory()
    with pytest.raises(CannotRecommend, match="does not run in the contest for Governor"):
        recommend(contest, Said("candidate", stranger.pk))


@pytest.mark.parametrize("said", [Said("candidate"), Said("none", 1)])
def test_a_candidate_is_named_where_one_is_recommended_and_only_there(said):
    with pytest.raises(CannotRecommend, match="Name a candidate"):
        recommend(draft_round(2).contests.get(), said)


def test_yes_and_no_are_for_questions():
    question = contest_of("question")
    assert recommend(question, Said("yes")).in_words == "Yes"
    assert recommend(question, Said("no")).in_words == "No"
    with pytest.raises(CannotRecommend, match="no ballot question"):
        recommend(Contest.objects.get(pk=draft_round(2).contests.get().pk), Said("yes"))
