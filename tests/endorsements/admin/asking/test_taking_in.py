"""Files and letters at the staff desk: looked at first, then taken in."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from endorsements.models import Answer, Question
from endorsements.questionnaires import exchange
from tests.endorsements.questionnaires.asked import ask, questionnaire
from tests.factories.endorsements import (
    CandidateFactory,
    QuestionnaireFactory,
)

pytestmark = pytest.mark.django_db
HELD = re.compile(r'name="held" value="([^"]+)"')
ANSWERS = "candidate;question;answer\nAsh;What comes first?;{}\n"


def of(questionnaire, page):
    return reverse(f"admin:endorsements_questionnaire_{page}", args=[questionnaire.pk])


def upload(staff, address, text):
    file = SimpleUploadedFile("file.csv", text.encode("cp1252"))
    return staff.post(address, {"file": file}).content.decode()


def test_questions_are_looked_at_and_then_taken_in(staff):
    made, other = questionnaire(), QuestionnaireFactory()
    file = "".join(exchange.questions_csv(made)).lstrip("\ufeff")
    address = of(other, "import")

    page = upload(staff, address, file)
    assert "3 questions to come" in page
    assert not Question.objects.filter(section__questionnaire=other).exists()
    staff.post(address, {"held": HELD.search(page)[1]})

    assert Question.objects.filter(section__questionnaire=other).count() == 3
    again = upload(staff, address, file)
    assert "The file changes nothing" in again
    assert not HELD.search(again)
    faulty = upload(staff, address, f"{file};\n")
    assert "Nothing can be taken in yet" in faulty
    assert not HELD.search(faulty)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Please choose a file with something in it."),
        ({"held": "*"}, "Please choose the file again."),
        ({"file": SimpleUploadedFile("f", b"x" * (1024**2 + 1))}, "larger than 1 MB"),
        ({"file": SimpleUploadedFile("f", b"a,b\n1,2\n")}, "None of the columns"),
    ],
)
def test_what_is_no_such_file_is_said_in_a_sentence(staff, sent, sentence):
    page = staff.post(of(QuestionnaireFactory(), "import"), sent).content.decode()

    assert sentence in page


def test_answers_are_looked_at_and_then_taken_in_and_marked(staff):
    (invitation,) = ask(CandidateFactory(name="Ash"))
    address = of(invitation.questionnaire, "import_answers")

    page = upload(staff, address, ANSWERS.format("<b>Homes</b>"))

    assert "&lt;b&gt;Homes&lt;/b&gt;" in page
    assert "Ash still lacks 2 answers" in page
    assert not Answer.objects.exists()
    staff.post(address, {"held": HELD.search(page)[1]})
    assert Answer.objects.get().entered_by is not None
    too_long = upload(staff, address, ANSWERS.format("one two three four five six"))
    assert "Line 2: This has 6 words" in too_long


def test_a_letter_is_looked_at_and_then_taken_in(staff):
    (invitation,) = ask(CandidateFactory(name="Ash"))
    pages = [invitation.questionnaire_id, invitation.pk]
    address = reverse("admin:endorsements_questionnaire_paste", args=pages)
    assert "Do you back rent control?" in staff.get(address).content.decode()
    letter = {"pasted": "1. Yes, surely"}

    assert "surely" in staff.post(address, letter).content.decode()
    assert not Answer.objects.exists()
    staff.post(address, letter | {"looked_at": "on"})

    assert Answer.objects.get().comment == "surely"
