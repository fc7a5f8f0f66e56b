import csv
import io

import pytest

from endorsements.errors import QuestionnaireRefused
from endorsements.models import Question
from endorsements.questionnaires import exchange
from tests.endorsements.questionnaires.asked import answer_all, ask, questionnaire
from tests.factories.endorsements import (
    CandidateFactory,
    QuestionFactory,
    QuestionnaireFactory,
    SectionFactory,
)
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db


def told(made):
    return [
        (one.section.title, *(getattr(one, name) for name in exchange.QUESTION), one.is_required)
        for one in Question.objects.filter(section__questionnaire=made)
    ]


def test_what_goes_out_comes_in_again():
    made, other = questionnaire(), QuestionnaireFactory()
    section = SectionFactory(questionnaire=made, title="=cmd()", position=9)
    QuestionFactory(section=section, wording='+1, "two"\nlines?', is_required=False, position=9)
    file = "".join(exchange.questions_csv(made))

    assert exchange.bring_in(other.pk, file.encode(), by=StaffFactory()) == 4

    assert told(other) == told(made)
    assert "\n=cmd" not in file


def test_answers_go_out_harmless_and_only_when_submitted():
    first, second = ask(CandidateFactory(name="=Ash"), CandidateFactory(name="Birch"))
    answer_all(first)
    answer_all(second, submits=False)

    rows = list(csv.reader(io.StringIO("".join(exchange.answers_csv(first.questionnaire)))))

    assert [row[1:3] + row[5:7] for row in rows[1:]] == [
        ["'=Ash", "answered", "Yes", "Of course."],
        ["'=Ash", "answered", "4 of 5 (1: not at all; 5: very)", ""],
        ["'=Ash", "answered", "Homes first", ""],
        ["Birch", "opened", "", ""],
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe", "not a CSV file"),
        (b'section,wording\n"a', "not a CSV file"),
        (b"", "must name the columns"),
        (b"a,b\n1,2", "must name the columns"),
        (b"x" * (1024**2 + 1), "larger than 1 MB"),
        (b"section,wording\n" + b"S,Why?\n" * 501, "more than 500"),
        (b"section,wording,kind\nS,Why?,odd", "Line 2: Value 'odd' is not a valid choice"),
        (b"section,wording,word_limit\nS,Why?,many", "Line 2: .many. value must be an integer"),
        (b"section,wording\nS,Why?\nS,", "Line 3: This field cannot be blank"),
        (b"section,wording,kind\nS,Why?,scale", "Line 2: .*scale_says_its_ends"),
        (b"section,wording\n,Why?", "Line 2: the title of the section"),
    ],
)
def test_a_file_that_cannot_be_read_adds_nothing(content, sentence):
    made = QuestionnaireFactory()

    with pytest.raises(QuestionnaireRefused, match=sentence):
        exchange.bring_in(made.pk, content, by=StaffFactory())

    assert not Question.objects.exists()


def test_nothing_comes_into_what_was_sent():
    (invitation,) = ask()

    with pytest.raises(QuestionnaireRefused, match="frozen"):
        exchange.bring_in(
            invitation.questionnaire_id, b"section,wording\nS,Why?", by=StaffFactory()
        )
