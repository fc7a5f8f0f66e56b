import csv
import io

import pytest

from endorsements.errors import QuestionnaireRefused
from endorsements.models import Question, Section
from endorsements.questionnaires import exchange, question_files
from members.models import AuditEvent
from tests.endorsements.questionnaires.asked import ask, questionnaire
from tests.factories.endorsements import QuestionFactory, QuestionnaireFactory, SectionFactory
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db


def told(made):
    questions = Question.objects.filter(section__questionnaire=made).select_related("section")
    return [
        (one.section.title, one.section.introduction, *question_files._cells(one))
        for one in questions
    ]


def full():
    """A questionnaire with everything that a file could spoil."""
    made = questionnaire()
    formula = SectionFactory(
        questionnaire=made, title="=cmd()", introduction="“Rent”; café,\r\ntwo lines", position=9
    )
    QuestionFactory(section=formula, wording='+1, "two"\r\nlines?', is_required=False, position=9)
    QuestionFactory(section=formula, wording="Twice?", position=10)
    QuestionFactory(section=formula, wording="Twice?", word_limit=3, position=11)
    return made


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_goes_out_comes_in_again_whatever_program_saved_it(encoding, separator):
    made, other = full(), QuestionnaireFactory()
    file = "".join(exchange.questions_csv(made)).lstrip("\ufeff")
    assert "\n=cmd" not in file
    if separator != ",":
        file = respaced(file, separator)

    found = question_files.bring_in(other.pk, file.encode(encoding), by=StaffFactory())

    assert (len(found.added), told(other)) == (6, told_plainly(made))


def respaced(file, separator):
    written = io.StringIO()
    csv.writer(written, delimiter=separator).writerows(csv.reader(io.StringIO(file)))
    return written.getvalue()


def told_plainly(made):
    return [tuple(cell.replace("\r\n", "\n") for cell in row) for row in told(made)]


def test_the_same_file_twice_changes_nothing_and_a_changed_line_changes_its_question():
    made, by = full(), StaffFactory()
    file = "".join(exchange.questions_csv(made)).encode()
    before = list(Question.objects.values())

    again = question_files.bring_in(made.pk, file, by=by)

    assert (again.same, again.changes) == (6, 0)
    assert list(Question.objects.values()) == before
    assert not AuditEvent.objects.filter(action="questionnaire.brought_in").exists()
    changed = file.replace(b"What comes first?,,5,", b"What comes first?,,9,")
    found = question_files.bring_in(made.pk, changed, by=by)
    assert (found.same, [one.word_limit for one in found.changed]) == (5, [9])
    assert Question.objects.get(wording="What comes first?").word_limit == 9


def test_new_sections_come_after_those_there_with_their_introductions():
    made = questionnaire()
    file = b"section;introduction;wording\nEnd;Read this.;Why?\nHousing;New words;And?\n"

    question_files.bring_in(made.pk, file, by=StaffFactory())

    sections = [(one.title, one.introduction) for one in Section.objects.all()]
    assert sections == [("Housing", "New words"), ("Work", ""), ("End", "Read this.")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe", "The file is empty|neither UTF-8"),
        (b"", "The file is empty"),
        (b"PK\x03\x04", "workbook"),
        (b"a,b\n1,2", "None of the columns"),
        (b"section,hint\n1,2", "columns are missing: wording"),
        (b"x" * (1024**2 + 1), "larger than 1 MB"),
        (b"section,wording\n" + b"S,Why?\n" * 501, "more than 500"),
        (b"section,wording\n" + b"S,Why?,more\n" * 60, "is this the right file"),
        (b'section,wording\nS,"a', "Line 2: A quotation mark on this line is never closed"),
        (b"section,wording,kind\nS,Why?,odd", "Line 2: kind: Value 'odd' is not a valid choice"),
        (b"section,wording,word_limit\nS,Why?,many", "Line 2: word_limit: .many. value must"),
        (b"section,wording,word_limit\nS,Why?,9999", "Line 2: .*word_limit"),
        (b"section,wording\nS,Why?\nS,", "Line 3: wording: This field cannot be blank"),
        (b"section,wording,kind\nS,Why?,scale", "Line 2: Say what both ends"),
        (b"section,wording\n,Why?", "Line 2: The section needs a title"),
        (b"section,wording,introduction\nS,Why?," + b"x" * 4001, "Line 2: The introduction has"),
        (b"section,wording,is_required\nS,Why?,maybe", "Line 2: Under “is_required”"),
        (b"section,wording\n,Why?\nS,", "Line 2: .* Line 3: "),
    ],
)
def test_a_file_with_a_fault_is_refused_whole_and_every_fault_named(content, sentence):
    made = QuestionnaireFactory()

    with pytest.raises(QuestionnaireRefused, match=sentence):
        question_files.bring_in(made.pk, content, by=StaffFactory())

    assert not Section.objects.exists()


def test_nothing_comes_into_what_was_sent():
    (invitation,) = ask()

    with pytest.raises(QuestionnaireRefused, match="frozen"):
        question_files.bring_in(
            invitation.questionnaire_id, b"section,wording\nS,Why?", by=StaffFactory()
        )
