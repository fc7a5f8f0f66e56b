import pytest

from endorsements.errors import QuestionnaireRefused
from endorsements.models import Question
from endorsements.questionnaires import writing
from tests.endorsements.questionnaires.asked import ask, questionnaire
from tests.factories.endorsements import BankQuestionFactory
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db
DOCUMENT = """Housing questions for candidates

1. Do you back rent control?
2) Would you vote for
   just-cause eviction?

Thank you for answering.
Q3: <b>Why</b> you?
Question 4 - And then?
"""


def test_numbered_lines_of_a_document_become_questions():
    assert writing.read_pasted(DOCUMENT) == [
        "Do you back rent control?",
        "Would you vote for just-cause eviction?",
        "<b>Why</b> you?",
        "And then?",
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("No number here", "No line begins with a number"),
        ("1.\n2.", "No line begins with a number"),
        ("\n".join(f"{n}. Why?" for n in range(101)), "more than 100 questions"),
        ("1. Why?\n2. " + "x" * 1001, "Question 2 is longer than 1000 characters"),
    ],
)
def test_what_cannot_be_read_is_refused(text, sentence):
    with pytest.raises(QuestionnaireRefused, match=sentence):
        writing.read_pasted(text)


def test_questions_are_added_at_the_end_of_their_section():
    made, kept = questionnaire(), BankQuestionFactory(wording="Kept?", word_limit=7)
    by = StaffFactory()

    writing.add(made.pk, "Work", bank=[kept], pasted="1. Pasted?", by=by)
    writing.add(made.pk, "New", bank=[], pasted="1. Last?", by=by)

    found = [
        (str(one.section), one.wording, one.word_limit, one.bank_question)
        for one in Question.objects.filter(section__questionnaire=made)
    ][2:]
    assert found == [
        ("Work", "What comes first?", 5, None),
        ("Work", "Kept?", 7, kept),
        ("Work", "Pasted?", 150, None),
        ("New", "Last?", 150, None),
    ]


def test_nothing_is_added_to_what_was_sent_and_nothing_is_no_addition():
    made = questionnaire()
    with pytest.raises(QuestionnaireRefused, match="Choose questions"):
        writing.add(made.pk, "Work", bank=[], pasted="", by=StaffFactory())
    ask(made=made)

    with pytest.raises(QuestionnaireRefused, match="frozen"):
        writing.add(made.pk, "Work", bank=[], pasted="1. Late?", by=StaffFactory())
