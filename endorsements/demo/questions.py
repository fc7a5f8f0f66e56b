"""What the demo's candidates were asked and answered, or did not; of one contest they still are."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from endorsements.clock import database_now
from endorsements.demo import logins
from endorsements.models import (
    BankQuestion,
    Candidate,
    Invitation,
    Question,
    Questionnaire,
    Round,
    Section,
)
from endorsements.questionnaires import answering, entering, pasting, sending
from endorsements.questionnaires.words import EMPTY, Given

SCRIPT = Path(__file__).with_name("questionnaire.toml")
DAYS_LEFT = 9


@transaction.atomic
def ask(voting_round: Round) -> None:
    """Ask the candidates of three contests; what an earlier load has done is left alone.

    In two the deadline is over, so that the answers can be read. The links of the third are in the
    demo's mailbox, for whoever wants to answer as a candidate.
    """
    plan = tomllib.loads(SCRIPT.read_text(encoding="utf-8"))
    if Questionnaire.objects.filter(title=plan["title"]).exists():
        return
    questionnaire = _write(plan)
    people = Candidate.objects.filter(contest__round=voting_round)
    asked = _send(questionnaire, people.filter(contest__key=plan["contest"]))
    for invitation in asked:
        if invitation.candidate.key in plan["answers"]:
            _answer(invitation, plan["answers"][invitation.candidate.key])
        elif invitation.candidate.key == plan["declined"]:
            answering.decline(invitation.pk)
    silent = _send(questionnaire, people.filter(contest__key=plan["over"]))
    for invitation in silent:
        if invitation.candidate.key == plan["letter_of"]:
            letter = pasting.read_text(invitation.pk, plan["letter"])
            entering.enter(questionnaire.pk, letter, by=logins.staff())
    asked += silent
    # Invented time has passed: nobody could have read answers while others can change theirs.
    Invitation.objects.filter(pk__in=[one.pk for one in asked]).update(due_at=database_now())
    _send(questionnaire, people.filter(contest__key=plan["still_open"]))


def _write(plan: dict[str, Any]) -> Questionnaire:
    BankQuestion.objects.bulk_create(BankQuestion(**one) for one in plan["bank"])
    texts = {name: plan[name].strip() for name in ("title", "office", "introduction")}
    questionnaire = Questionnaire.objects.create(**texts)
    for position, section in enumerate(plan["sections"], start=1):
        questions = section.pop("questions")
        made = Section.objects.create(questionnaire=questionnaire, position=position, **section)
        Question.objects.bulk_create(
            Question(section=made, position=number, **question)
            for number, question in enumerate(questions, start=1)
        )
    return questionnaire


def _send(questionnaire: Questionnaire, people: Any) -> list[Invitation]:
    addresses = {one.pk: f"{one.key}@example.org" for one in people}
    due_at = database_now() + timedelta(days=DAYS_LEFT)
    return sending.send(questionnaire.pk, addresses, due_at=due_at, by=logins.staff())


def _answer(invitation: Invitation, answers: list[list[str]]) -> None:
    questions = Question.objects.filter(section__questionnaire=invitation.questionnaire)
    answering.save(
        invitation.pk,
        {
            question.pk: Given(value, comment, EMPTY)
            for question, (value, comment) in zip(questions, answers, strict=True)
        },
    )
    answering.submit(invitation.pk)
