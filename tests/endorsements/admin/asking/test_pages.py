"""Questionnaires in the admin: edited, sent, and what is done about invitations."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from endorsements.models import Candidate, Invitation, Question, Questionnaire
from endorsements.questionnaires import links, wordings
from tests.endorsements.admin.forms_sent import form_of
from tests.endorsements.questionnaires.asked import answer_all, ask, path_for, questionnaire
from tests.factories.endorsements import (
    BankQuestionFactory,
    CandidateFactory,
    RoundFactory,
)
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db


def of(questionnaire, page="change"):
    return reverse(f"admin:endorsements_questionnaire_{page}", args=[questionnaire.pk])


def act(invitation, name):
    return reverse("admin:endorsements_invitation_act", args=[invitation.pk, name])


def test_a_questionnaire_is_edited_until_it_is_sent(staff):
    made = questionnaire()
    sent = form_of(staff.get(of(made))) | {"title": "Other title"}

    assert staff.post(of(made), sent).status_code == 302

    made.refresh_from_db()
    assert made.title == "Other title"
    assert Question.objects.count() == 3


def test_a_scale_without_ends_is_refused_in_a_sentence(staff):
    address = reverse("admin:endorsements_bankquestion_add")
    sent = form_of(staff.get(address)) | {"wording": "How?", "kind": "scale"}

    assert "Say what both ends" in staff.post(address, sent).content.decode()


def test_what_was_sent_is_shown_and_not_edited(staff):
    (invitation,) = ask()
    made = invitation.questionnaire

    page = staff.get(of(made)).content.decode()

    assert "Sent, and frozen since" in page
    assert "Do you back rent control?" in page
    assert 'name="sections-0-title"' not in page
    staff.post(of(made), {"title": "Other", "_save": "Save"})
    assert Questionnaire.objects.get().title == "Housing and work"


def test_questions_are_looked_at_before_they_are_added(staff):
    made, kept = questionnaire(), BankQuestionFactory(wording="Kept?")
    asked = {"section": "More", "bank": [kept.pk], "pasted": "1. Pasted?"}

    preview = staff.post(of(made, "add_questions"), asked).content.decode()

    assert "Add these 2 questions" in preview
    assert Question.objects.count() == 3
    staff.post(of(made, "add_questions"), asked | {"looked_at": "on"})
    assert [str(one) for one in Question.objects.all()[3:]] == ["Kept?", "Pasted?"]


def test_candidates_are_asked_by_their_address(staff):
    made, asked = questionnaire(), CandidateFactory()
    CandidateFactory(contest__round=RoundFactory(rehearsal=True), name="Rehearsing")
    page = staff.get(of(made, "send"))
    assert "Rehearsing" not in page.content.decode()
    when = {"due_at_0": "2099-05-01", "due_at_1": "20:00"}

    nobody = staff.post(of(made, "send"), when).content.decode()
    staff.post(of(made, "send"), when | {f"email-{asked.pk}": "a@example.org"})

    assert "at least one candidate" in nobody
    assert [(one.candidate, one.email) for one in Invitation.objects.all()] == [
        (asked, "a@example.org")
    ]


def test_who_has_answered_stands_there_without_what_they_say(staff):
    first, _ = ask(CandidateFactory(), CandidateFactory())
    answer_all(first)

    page = staff.get(of(first.questionnaire)).content.decode()

    assert "Homes first" not in page
    assert page.index("answered") < page.index("invited")


def test_answers_are_shown_to_staff_once_they_are_submitted(staff):
    (invitation,) = ask()
    answer_all(invitation, submits=False)
    address = reverse("admin:endorsements_invitation_change", args=[invitation.pk])
    assert "Homes first" not in staff.get(address).content.decode()

    answer_all(invitation)

    assert "Homes first" in staff.get(address).content.decode()


def test_links_are_sent_again_and_taken_back(staff):
    (invitation,) = ask()
    staff.post(act(invitation, "again"), {"email": "new@example.org"})
    invitation.refresh_from_db()
    assert invitation.email == "new@example.org"
    token = path_for(invitation).split("/")[2]
    assert links.invitation_of(token) == invitation

    assert staff.get(act(invitation, "revoke")).status_code == 200
    staff.post(act(invitation, "revoke"))

    assert not invitation.links.filter(revoked_at=None).exists()


def test_a_refusal_is_said(staff):
    (invitation,) = ask()
    earlier = {"due_at_0": "2020-01-01", "due_at_1": "10:00"}

    page = staff.post(act(invitation, "extend"), earlier, follow=True).content.decode()

    assert "must be later than the one so far" in page


def test_a_candidates_wishes_are_taken_over(staff):
    (invitation,) = ask()
    wishes = {"name": "A. Ash", "description": "", "biography": "", "website": ""}
    wordings.say(invitation.pk, wishes)
    page = reverse("admin:endorsements_invitation_change", args=[invitation.pk])
    assert "A. Ash" in staff.get(page).content.decode()

    staff.post(act(invitation, "take"))

    assert Candidate.objects.get().name == "A. Ash"


def test_who_may_only_look_does_nothing(client):
    (invitation,) = ask()
    client.force_login(StaffFactory(is_superuser=False))

    for address in (act(invitation, "revoke"), of(invitation.questionnaire, "send")):
        assert client.post(address).status_code == 403
    assert invitation.links.filter(revoked_at=None).count() == 1


def test_questions_and_answers_go_out(staff):
    (invitation,) = ask()
    answer_all(invitation)

    def file(what):
        pages = [invitation.questionnaire_id, what]
        return staff.get(reverse("admin:endorsements_questionnaire_export", args=pages))

    assert b"Do you back rent control?" in file("questions").getvalue()
    assert b"Homes first" in file("answers").getvalue()
    assert file("secrets").status_code == 404


def picture(side=200):
    written = io.BytesIO()
    Image.new("RGB", (side, side), "navy").save(written, "PNG")
    return written.getvalue()


def test_a_figure_is_made_small_and_said_in_words(staff, client):
    made = questionnaire()
    file = SimpleUploadedFile("figure.png", picture(900))
    sent = form_of(staff.get(of(made))) | {"sections-0-figure_file": file}

    assert "Say in words what the figure shows" in staff.post(of(made), sent).content.decode()
    file.seek(0)
    staff.post(of(made), sent | {"sections-0-figure_says": "Rents doubled"})

    section = made.sections.get(title="Housing")
    assert Image.open(io.BytesIO(bytes(section.figure))).size == (640, 640)
    (invitation,) = ask(made=made)
    shown = client.get(f"{path_for(invitation)}figure/{section.pk}/")
    assert (shown["Content-Type"], shown.content) == ("image/jpeg", bytes(section.figure))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"<svg/>", "A drawing (SVG) is not taken"), (b"x" * (12 * 1024**2 + 1), "larger than 12 MB")],
)
def test_what_is_no_picture_is_refused(staff, content, sentence):
    made = questionnaire()
    file = SimpleUploadedFile("figure.png", content)
    sent = form_of(staff.get(of(made))) | {"sections-0-figure_file": file}

    page = staff.post(of(made), sent | {"sections-0-figure_says": "Odd"}).content.decode()

    assert sentence in page
    assert made.sections.filter(figure__isnull=False).count() == 0
