"""A candidate's private pages: what they do, and what they keep from everybody else."""

import pytest
from django.core.cache import cache
from django.test import Client

from endorsements.models import Answer, BallotWording, Invitation
from endorsements.questionnaires import sending
from endorsements.questionnaires.words import EMPTY
from tests.endorsements.questionnaires.asked import (
    answer_all,
    ask,
    let_the_deadline_pass,
    path_for,
    questions_of,
)
from tests.factories.endorsements import CandidateFactory, scheduled_round
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def asked():
    return ask()[0]


@pytest.fixture
def path(asked):
    return path_for(asked)


def pages(path, invitation):
    parts = [f"part/{one.pk}/" for one in invitation.questionnaire.sections.all()]
    return [path + page for page in ("", *parts, "review/", "decline/", "wording/")]


def state(invitation):
    return Invitation.objects.get(pk=invitation.pk).state


def typed(question, value, seen=EMPTY, comment=""):
    pk = question.pk
    return {f"value-{pk}": value, f"comment-{pk}": comment, f"seen-{pk}": seen}


def test_looking_changes_nothing(client, path, asked):
    for page in pages(path, asked):
        assert client.get(page).status_code == 200
        assert client.head(page).status_code == 200

    assert state(asked) == "invited"
    assert not Answer.objects.exists()
    assert (
        client.get(path + "begin/").status_code == client.get(path + "submit/").status_code == 405
    )


def test_no_page_is_stored_listed_or_told_elsewhere(client, path, asked):
    for page in pages(path, asked):
        response = client.get(page)
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "same-origin"
        assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_the_whole_way(client, path, asked):
    housing, work = asked.questionnaire.sections.all()
    yes_no, scale, text = questions_of(asked)

    begun = client.post(path + "begin/")
    assert begun.url == f"{path}part/{housing.pk}/"
    saved = client.post(begun.url, typed(yes_no, "yes", comment="Of course") | typed(scale, "5"))
    assert saved.url == f"{path}part/{work.pk}/"
    assert client.post(saved.url, typed(text, "Homes")).url == path + "review/"
    review = client.get(path + "review/").content.decode()
    assert all(one in review for one in ("Of course", "5 of 5", "Homes", "Submit my answers"))
    assert client.post(path + "submit/").url == path

    assert state(asked) == "answered"
    assert "3 of 3 questions answered" in client.get(path).content.decode()


def test_submitting_too_early_says_what_is_missing(client, path, asked):
    response = client.post(path + "submit/", follow=True)

    assert "3 questions still need you" in response.content.decode()
    assert state(asked) == "invited"


def test_pasted_html_stays_text(client, path, asked):
    text = questions_of(asked)[2]
    nasty = '<script>alert(1)</script><img src=x onerror="alert(2)">'

    client.post(f"{path}part/{text.section_id}/", typed(text, nasty))

    for page in pages(path, asked):
        assert "<script>alert" not in client.get(page).content.decode()
    assert "&lt;script&gt;alert(1)" in client.get(path + "review/").content.decode()
    assert Answer.objects.get().value == nasty


@pytest.mark.parametrize("value", ["a\0b", "x" * 30_001])
def test_what_cannot_be_stored_stays_on_the_page(client, path, asked, value):
    text = questions_of(asked)[2]

    response = client.post(f"{path}part/{text.section_id}/", typed(text, value))

    assert response.status_code == 200
    assert "Not everything was saved" in response.content.decode()
    assert not Answer.objects.exists()


def test_a_second_window_is_told_and_may_save_once_more(client, path, asked):
    text = questions_of(asked)[2]
    page = f"{path}part/{text.section_id}/"
    client.post(page, typed(text, "first window"))

    told = client.post(page, typed(text, "second window"))

    assert "This answer was changed in another window" in told.content.decode()
    assert "second window" in told.content.decode()
    seen = told.context["rows"][0].seen.value()
    client.post(page, typed(text, "second window", seen=seen))
    assert Answer.objects.get().value == "second window"


def test_the_script_saves_by_the_same_form(client, path, asked):
    text = questions_of(asked)[2]
    page = f"{path}part/{text.section_id}/"

    first = client.post(page, typed(text, "as typed"), **JSON).json()
    second = client.post(page, typed(text, "other"), **JSON).json()
    wrong = client.post(page, typed(text, "a\0b"), **JSON)

    assert (list(first["marks"]), first["refused"], first["elsewhere"]) == ([str(text.pk)], {}, {})
    assert second["elsewhere"] == {str(text.pk): {"value": "as typed", "comment": ""}}
    assert (wrong.status_code, list(wrong.json()["refused"])) == (422, [str(text.pk)])


def test_declining_hides_the_questions_and_can_be_taken_back(client, path, asked):
    text = questions_of(asked)[2]
    client.post(path + "decline/")

    refused = client.post(f"{path}part/{text.section_id}/", typed(text, "still"))

    assert state(asked) == "declined"
    assert "You declined." in refused.content.decode()
    assert "Answer after all" in client.get(path).content.decode()
    client.post(path + "begin/")
    assert state(asked) == "opened"


def test_how_to_stand_on_the_ballot(client, path, asked):
    wish = {"name": "A. Ash", "biography": "Me", "description": "", "website": ""}

    assert client.post(path + "wording/", wish).url == path

    assert BallotWording.objects.get().state == "asked"
    assert 'value="A. Ash"' in client.get(path + "wording/").content.decode()
    bad = client.post(path + "wording/", wish | {"website": "javascript:alert(1)"})
    assert "Enter a valid URL" in bad.content.decode()


def test_the_order_is_shown_once_it_is_drawn(client, path):
    assert "The order on the ballot" not in client.get(path).content.decode()
    candidate = scheduled_round(2).contests.get().candidates.first()
    (invitation,) = ask(candidate)

    page = client.get(path_for(invitation)).content.decode()

    assert page.index("The order on the ballot") < page.rindex("Birch")


@pytest.mark.parametrize("page", ["", "review/", "decline/", "wording/"])
def test_after_the_deadline_nothing_of_the_answers_is_shown(client, path, asked, page):
    answer_all(asked)
    let_the_deadline_pass(asked)

    response = client.get(path + page)

    assert "The deadline has passed" in response.content.decode()
    assert "Homes first" not in response.content.decode()
    assert response["Referrer-Policy"] == "no-referrer"


def test_after_the_deadline_nothing_is_taken(client, path, asked):
    text = questions_of(asked)[2]
    let_the_deadline_pass(asked)
    page = f"{path}part/{text.section_id}/"

    assert client.post(page, typed(text, "late")).status_code == 410
    assert client.post(page, typed(text, "late"), **JSON).status_code == 410
    for act in ("begin/", "submit/", "decline/"):
        assert client.post(path + act).status_code == 410
    assert not Answer.objects.exists()
    assert state(asked) == "invited"


def test_a_link_that_was_taken_back_opens_nothing(client, path, asked):
    answer_all(asked)
    sending.revoke(asked.pk, by=StaffFactory())

    for page in pages(path, asked):
        response = client.get(page)
        assert response.status_code == 410
        assert asked.candidate.name not in response.content.decode()
    assert client.post(path + "decline/").status_code == 410
    assert state(asked) == "answered"


def test_guesses_are_told_nothing_and_counted(client, path, settings):
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"candidate_link": "3/h/ip"}

    answers = [client.get(f"/candidate/guess{n}/").status_code for n in range(5)]

    assert answers == [404, 404, 404, 429, 429]
    assert client.get(path).status_code == 200, "who has a link is not kept out by a guesser"


def test_one_candidate_reaches_nothing_of_another(client):
    mine, theirs = ask(CandidateFactory(), CandidateFactory())
    (elsewhere,) = ask()
    answer_all(theirs)
    text = questions_of(elsewhere)[2]
    path = path_for(mine)

    for page in pages(path, mine):
        assert "Homes first" not in client.get(page).content.decode()
    assert client.get(f"{path}part/{text.section_id}/").status_code == 404
    assert client.post(f"{path}part/{text.section_id}/", typed(text, "mine")).status_code == 404
    assert client.get(f"{path}figure/{text.section_id}/").status_code == 404


def test_a_form_from_another_site_is_refused(path, asked):
    stranger = Client(enforce_csrf_checks=True)

    assert stranger.post(path + "decline/").status_code == 403
    assert state(asked) == "invited"
