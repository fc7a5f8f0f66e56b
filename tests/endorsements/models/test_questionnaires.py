from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from endorsements.models import (
    Answer,
    BallotWording,
    CandidateLink,
    Invitation,
    Question,
    Questionnaire,
    Section,
)
from tests.endorsements.questionnaires.asked import (
    answer_all,
    ask,
    let_the_deadline_pass,
    questionnaire,
)
from tests.factories.endorsements import (
    BankQuestionFactory,
    QuestionFactory,
    SectionFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"wording": ""}, "asks_something"),
        ({"kind": "guess"}, "kind_is_known"),
        ({"visibility": "all"}, "reader_is_known"),
        ({"word_limit": 0}, "word_limit_is_sensible"),
        ({"word_limit": 2001}, "word_limit_is_sensible"),
        ({"kind": "scale", "scale_low": "low"}, "scale_says_its_ends"),
    ],
)
@pytest.mark.parametrize(
    ("factory", "prefix"), [(BankQuestionFactory, "bankquestion"), (QuestionFactory, "question")]
)
def test_a_question_is_whole(factory, prefix, fields, rule):
    with pytest.raises(IntegrityError, match=f'"{prefix}_{rule}"'):
        factory(**fields)


def test_a_figure_is_said_in_words():
    with pytest.raises(IntegrityError, match="section_figure_is_said_in_words"):
        SectionFactory(figure=b"x")


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"state": "lost"}, "invitation_state_is_known"),
        ({"state": "answered"}, "invitation_answered_says_when"),
        ({"submitted_at": NOW}, "invitation_answered_says_when"),
        ({"email": ""}, "invitation_has_an_address"),
        (
            {"state": "answered", "submitted_at": NOW, "due_at": NOW},
            "invitation_answered_before_its_deadline",
        ),
    ],
)
def test_an_invitation_is_whole(fields, rule):
    ask()

    with pytest.raises(IntegrityError, match=rule):
        Invitation.objects.update(**fields)


def test_links_are_digests_and_answers_and_wordings_are_whole():
    (invitation,) = ask()
    answer_all(invitation)
    answer = Answer.objects.first()
    broken = {
        "link_is_kept_as_a_digest": lambda: CandidateLink.objects.update(digest="plain"),
        "answer_once_to_a_question": lambda: Answer.objects.create(
            invitation=invitation, question=answer.question, saved_at=NOW
        ),
        "wording_state_is_known": lambda: BallotWording.objects.create(
            invitation=invitation, name="Ash", state="odd", at=NOW
        ),
        "wording_has_a_name": lambda: BallotWording.objects.create(
            invitation=invitation, name="", state="asked", at=NOW
        ),
    }
    for rule, write in broken.items():
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            write()


@pytest.mark.parametrize(
    "change",
    [
        lambda: Questionnaire.objects.update(title="Other"),
        lambda: Questionnaire.objects.update(sent_at=None),
        lambda: Questionnaire.objects.all()._raw_delete("default"),
        lambda: Section.objects.update(introduction="Other"),
        lambda: SectionFactory(questionnaire=Questionnaire.objects.get()),
        lambda: Question.objects.update(wording="Other?"),
        lambda: Question.objects.update(visibility="public"),
        lambda: Question.objects.all().delete(),
        lambda: QuestionFactory(section=Section.objects.first()),
    ],
)
def test_a_questionnaire_is_frozen_once_it_was_sent(change):
    ask()

    with pytest.raises((DatabaseError, IntegrityError), match="frozen once it was sent"):
        change()


def test_a_questionnaire_that_was_not_sent_changes_freely():
    made = questionnaire()

    Question.objects.first().delete()
    Section.objects.update(title="Other")
    made.delete()

    assert not Questionnaire.objects.exists()


def test_answers_are_to_what_was_asked_and_fixed_after_the_deadline():
    (invitation,) = ask()
    answer_all(invitation)
    foreign = QuestionFactory()
    with pytest.raises(DatabaseError, match="questionnaire that was sent"), transaction.atomic():
        Answer.objects.create(invitation=invitation, question=foreign, saved_at=NOW)
    let_the_deadline_pass(invitation)

    for change in (
        lambda: Answer.objects.update(value="no"),
        lambda: Answer.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="fixed after the deadline"), transaction.atomic():
            change()
