"""Answers from files and letters: what would happen, what happens, and what stays."""

import pytest

from endorsements.errors import QuestionnaireRefused
from endorsements.models import Answer, Round
from endorsements.questionnaires import (
    answer_files,
    answering,
    entering,
    exchange,
    pasting,
    reading,
)
from endorsements.questionnaires.words import Given, mark_of
from members.models import AuditEvent, OutboxMail
from tests.endorsements.questionnaires.asked import (
    answer_all,
    ask,
    let_the_deadline_pass,
    questions_of,
)
from tests.factories.endorsements import (
    CandidateFactory,
    ChapterStaffFactory,
    ContestFactory,
    RoundFactory,
)
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db
HEADER = "candidate,question,answer,comment\n"
WHOLE = (
    HEADER + "Ash,Do you back rent control?,Yes,Of course.\nAsh,How urgent is it?,4,\n"
    "Ash,What comes first?,Homes first,\n"
)


@pytest.fixture
def asked():
    return ask(CandidateFactory(name="Ash", contest=ContestFactory(office="Senate 5")))[0]


@pytest.fixture
def by():
    return StaffFactory()


def enter(invitation, file, by):
    return entering.enter(invitation.questionnaire_id, answer_files.read_file(file.encode()), by=by)


def stored(invitation):
    answers = Answer.objects.filter(invitation=invitation).order_by("question__position")
    return list(answers.values_list("value", "comment", "entered_by"))


def mails():
    return OutboxMail.objects.filter(kind="questionnaire.entered").count()


def test_a_whole_file_is_handed_in_marked_and_told_and_twice_is_once(asked, by):
    found = enter(asked, WHOLE, by)
    asked.refresh_from_db()

    assert found.handed_in == [asked]
    assert stored(asked) == [
        ("yes", "Of course.", by.pk),
        ("4", "", by.pk),
        ("Homes first", "", by.pk),
    ]
    assert (asked.state, mails()) == ("answered", 1)
    events = AuditEvent.objects.filter(action__startswith="invitation.").count()
    again = enter(asked, WHOLE, StaffFactory())
    assert (again.same, again.taken, mails()) == (3, [], 1)
    assert AuditEvent.objects.filter(action__startswith="invitation.").count() == events
    let_the_deadline_pass(asked)
    beside = reading.side_by_side(asked.candidate.contest, for_members=True, at=asked.due_at)
    cells = [cell for group in beside.groups for row in group.rows for cell in row.cells]
    assert [bool(cell.entered_on) for cell in cells] == [True, True, True]


def test_what_the_candidate_saves_afterwards_is_their_own(asked, by):
    enter(asked, WHOLE, by)
    question = questions_of(asked)[2]

    seen = mark_of("Homes first", "")
    answering.save(asked.pk, {question.pk: Given("Work first", "", seen)})

    assert stored(asked)[2] == ("Work first", "", None)
    found = enter(asked, WHOLE, by)
    assert (found.same, len(found.kept)) == (2, 1)
    assert "Ash has answered this question with the link" in found.kept[0]
    assert stored(asked)[2] == ("Work first", "", None)


def test_part_of_the_answers_waits_for_the_rest(asked, by):
    found = enter(asked, HEADER + "Ash,How urgent is it?,4 of 5 (1: low; 5: high),why\n", by)
    asked.refresh_from_db()

    assert (found.lacking, asked.state) == ({"Ash": 2}, "opened")
    assert stored(asked) == [("4", "why", by.pk)]


def test_what_was_taken_out_comes_in_again_without_a_change(by):
    first, second = ask(CandidateFactory(name="=Ash"), CandidateFactory(name="Birch"))
    answer_all(first)
    text = questions_of(first)[2]
    long = "\n\n".join(["a"] * 5)
    answering.save(first.pk, {text.pk: Given(long, "", mark_of("Homes first", ""))})
    before = list(Answer.objects.values())

    file = "".join(exchange.answers_csv(first.questionnaire, Round.objects.all()))
    found = enter(first, file, by)

    assert (found.same, found.taken, found.kept) == (3, [], [])
    assert list(Answer.objects.values()) == before
    assert (second.answers.count(), mails()) == (0, 0)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Ash,What comes first?,one two three four five six,", "Line 3: This has 6 words; at"),
        ("Ash,Do you back rent control?,No,", "Line 3: .* is answered twice"),
        ("Ash,How urgent is it?,7,", "Line 3: Please choose one of the answers"),
        ("Ash,How urgent is it?,,why", "Line 3: There is a comment and no answer"),
        ("Ash,What comes first?,Homes,why", "Line 3: A question that is answered by a text"),
        ("Ash,Who are you?,Yes,", "Line 3: “Who are you.” is no question of it"),
        ("Elm,How urgent is it?,4,", "Line 3: Nobody called “Elm” was asked"),
        ("Ash,How urgent is it?,4,,,more", "Line 3: 6 cells stand under 4 headers"),
        (f"Ash,What comes first?,{'x' * 30_001},", "Line 3: An answer has at most 30000"),
    ],
)
def test_a_line_that_cannot_be_taken_is_named_and_nothing_is_stored(asked, by, line, sentence):
    good = "Ash,Do you back rent control?,Yes,\n"

    with pytest.raises(QuestionnaireRefused, match=sentence):
        enter(asked, f"{HEADER}{good}{line}\n", by)

    assert stored(asked) == []


def test_nobody_is_answered_for_who_declined_or_is_too_late(by):
    declined, late = ask(CandidateFactory(name="Ash"), CandidateFactory(name="Birch"))
    answering.decline(declined.pk)
    let_the_deadline_pass(late)
    line = "{},How urgent is it?,4,\n"

    with pytest.raises(QuestionnaireRefused) as refusal:
        enter(late, HEADER + line.format("Ash") + line.format("Birch"), by)

    assert "Line 2: Ash declined to answer" in str(refusal.value)
    assert "Line 3: Birch could answer until the deadline" in str(refusal.value)


def test_two_of_a_name_are_told_apart_by_round_and_contest(by):
    contests = [ContestFactory(office=title) for title in ("Senate 5", "Senate 6")]
    first, _ = ask(*(CandidateFactory(name="Ash", contest=one) for one in contests))
    line = "How urgent is it?,4"

    with pytest.raises(QuestionnaireRefused, match="More than one “Ash” was asked"):
        enter(first, f"candidate,question,answer\nAsh,{line}\n", by)
    enter(first, f"contest,candidate,question,answer\n senate 5,ash,{line}\n", by)

    assert [one.invitation for one in Answer.objects.all()] == [first]


def test_a_chapters_staff_enter_for_their_own_candidates_alone():
    staff = ChapterStaffFactory()
    own = CandidateFactory(name="Ash", contest__round=RoundFactory(chapter=staff.chapter))
    first, _ = ask(own, CandidateFactory(name="Birch"))

    enter(first, HEADER + "Ash,How urgent is it?,4,\n", staff.user)
    with pytest.raises(QuestionnaireRefused, match="Nobody called “Birch”"):
        enter(first, HEADER + "Birch,How urgent is it?,4,\n", staff.user)


LETTER = """Dear all,

1. Yes. Of course:
1) homes
2) rents
2 - 4, very
Question 3: Homes first

"""


def test_a_letter_with_numbers_is_entered(asked, by):
    assert pasting.numbered(LETTER)[1] == "Yes. Of course:\n1) homes"
    letter = LETTER.replace("2) rents\n", "")

    entering.enter(asked.questionnaire_id, pasting.read_text(asked.pk, letter), by=by)

    assert stored(asked) == [
        ("yes", "Of course:\n1) homes", by.pk),
        ("4", "very", by.pk),
        ("Homes first", "", by.pk),
    ]


@pytest.mark.parametrize(
    ("letter", "sentence"),
    [
        ("Yes, of course", "No line begins with the number"),
        ("1. Perhaps", "Number 1: Please choose one of the answers"),
        ("4. Yes", "Number 4: there are only 3 questions"),
        ("3. one two three four five six", "Number 3: This has 6 words"),
    ],
)
def test_a_letter_that_cannot_be_read_changes_nothing(asked, by, letter, sentence):
    with pytest.raises(QuestionnaireRefused, match=sentence):
        entering.enter(asked.questionnaire_id, pasting.read_text(asked.pk, letter), by=by)
