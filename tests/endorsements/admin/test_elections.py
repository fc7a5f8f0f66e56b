"""Staff enter elections, offices and questions, and contests name them."""

from datetime import date

import pytest
from django.urls import reverse

from endorsements.models import Contest, Election
from members.models import AuditEvent
from tests.endorsements.admin.forms_sent import errors_of, form_of
from tests.endorsements.admin.staging import ADD, change_page
from tests.factories.endorsements import (
    BallotQuestionFactory,
    ElectionFactory,
    OfficeFactory,
    contest_of,
    draft_round,
    open_round,
)
from tests.tampering import guards_off

pytestmark = pytest.mark.django_db
DAY = date(2030, 9, 3)


def edit(row):
    return reverse(f"admin:endorsements_{row._meta.model_name}_change", args=[row.pk])


def test_a_contest_names_rows_and_prints_their_words(staff, new):
    office = OfficeFactory(title="State House", district="4th Essex")
    at = ElectionFactory(name="State primary", day=DAY)
    named = {"contests-0-for_office": office.pk, "contests-0-at_election": at.pk}
    staff.post(ADD, new | named)

    contest = Contest.objects.get()
    assert contest.key == "state-house-4th-essex"
    assert (contest.office, contest.district) == ("State House", "4th Essex")
    assert contest.election == "State primary, 3 September 2030"

    page = change_page(contest.round)
    other = OfficeFactory(title="Governor", district="")
    sent = form_of(staff.get(page))
    staff.post(page, sent | {"contests-0-for_office": other.pk, "contests-0-at_election": ""})
    contest.refresh_from_db()
    assert (contest.key, contest.office, contest.district) == ("governor", "Governor", "")
    assert (contest.election, contest.at_election) == ("", None)


@pytest.mark.parametrize(
    ("rule", "has_office", "sentence"),
    [
        ("single-60", False, "Choose a rule that is answered by yes or no."),
        ("question-60", True, "Choose an office or a question, not both."),
    ],
)
def test_a_question_is_answered_and_stands_alone(staff, new, rule, has_office, sentence):
    named = {"contests-0-for_question": BallotQuestionFactory().pk, "contests-0-preset": rule}
    if has_office:
        named["contests-0-for_office"] = OfficeFactory().pk
    answer = staff.post(ADD, new | named)

    assert sentence in str(errors_of(answer)["for_question"])
    assert not Contest.objects.exists()


def test_an_election_is_edited_and_drafts_follow(staff):
    at = ElectionFactory(name="Primary", day=DAY)
    draft_round(1).contests.update(at_election=at)
    page = staff.get(edit(at))
    answer = staff.post(edit(at), form_of(page) | {"day": "2030-09-10"}, follow=True)

    assert "1 contest of a draft prints these words now." in answer.content.decode()
    assert Contest.objects.get().election == "Primary, 10 September 2030"
    assert AuditEvent.objects.filter(action="election.changed").exists()


@pytest.mark.parametrize(
    ("kind", "day", "sentence"),
    [
        ("primary", "2031-01-01", "A primary follows no other election."),
        ("general", "2030-09-03", "It must be before this election: First"),
    ],
)
def test_what_does_not_follow_is_named(staff, kind, day, sentence):
    first = ElectionFactory(name="First", day=DAY)
    sent = {"name": "A", "kind": kind, "day": day, "slug": "a", "follows": first.pk}
    answer = staff.post(reverse("admin:endorsements_election_add"), sent)

    assert sentence in answer.content.decode()
    assert Election.objects.count() == 1


def test_a_primary_cannot_move_past_what_follows_it(staff):
    first = ElectionFactory(day=DAY)
    ElectionFactory(kind="general", day=date(2030, 11, 5), follows=first)
    answer = staff.post(edit(first), form_of(staff.get(edit(first))) | {"day": "2030-12-01"})

    assert "which must be a primary before it" in answer.content.decode()


def test_rows_are_found_by_their_words(staff):
    OfficeFactory(title="State House", district="4th Essex")
    ElectionFactory(name="State primary", day=DAY)
    BallotQuestionFactory(number="7", title="rent control")
    for field, term, text in (
        ("for_office", "essex", "State House, 4th Essex"),
        ("at_election", "2030", "State primary, 3 September 2030"),
        ("for_question", "rent", "Question 7: rent control"),
    ):
        asked = {"app_label": "endorsements", "model_name": "contest", "field_name": field}
        answer = staff.get(reverse("admin:autocomplete"), asked | {"term": term})
        assert [one["text"] for one in answer.json()["results"]] == [text]


def test_a_question_that_is_asked_shows_its_text_and_keeps_it(staff):
    asked = BallotQuestionFactory()
    contest = contest_of("question", for_question=asked, at_election=asked.election)
    assert form_of(staff.get(edit(asked)))["text"] == asked.text
    with guards_off():
        Contest.objects.filter(pk=contest.pk).update(round=open_round(1))

    sent = form_of(staff.get(edit(asked)))
    assert "text" not in sent
    staff.post(edit(asked), sent | {"text": "Stolen", "source": "https://example.org/q"})
    asked.refresh_from_db()
    assert (asked.text[:6], asked.source) == ("Do you", "https://example.org/q")
