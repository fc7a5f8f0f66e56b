"""A questionnaire with a question of each kind, and candidates who were asked."""

import re
from datetime import UTC, datetime, timedelta

from endorsements.models import Candidate, Invitation, Question, Questionnaire
from endorsements.questionnaires import answering, sending
from endorsements.questionnaires.words import Given
from members.models import OutboxMail
from tests.factories.endorsements import (
    CandidateFactory,
    QuestionFactory,
    QuestionnaireFactory,
    SectionFactory,
)
from tests.factories.members import StaffFactory

LINK = re.compile(r"https?://[^/]+(/candidate/([^/\s]+)/)")


def questionnaire() -> Questionnaire:
    """Two sections: yes or no and a scale, then a text of five words at most."""
    made = QuestionnaireFactory(title="Housing and work")
    first = SectionFactory(questionnaire=made, title="Housing", position=1)
    QuestionFactory(section=first, wording="Do you back rent control?", position=1)
    QuestionFactory(
        section=first,
        wording="How urgent is it?",
        kind="scale",
        scale_low="not at all",
        scale_high="very",
        visibility="members",
        position=2,
    )
    second = SectionFactory(questionnaire=made, title="Work", position=2)
    QuestionFactory(
        section=second, wording="What comes first?", kind="text", word_limit=5, position=3
    )
    return made


def due(days: float = 14) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)


def ask(*candidates: Candidate, made: Questionnaire | None = None) -> list[Invitation]:
    """Send it to these candidates, or to a new one."""
    asked = candidates or (CandidateFactory(),)
    addresses = {one.pk: f"candidate{one.pk}@example.org" for one in asked}
    made = made or questionnaire()
    return sending.send(made.pk, addresses, due_at=due(), by=StaffFactory())


def path_for(invitation: Invitation) -> str:
    """The path of the private link in the newest mail to the candidate."""
    mail = OutboxMail.objects.filter(to=invitation.email, body__contains="/candidate/").last()
    return LINK.search(mail.body)[1]


def questions_of(invitation: Invitation) -> list[Question]:
    return list(Question.objects.filter(section__questionnaire=invitation.questionnaire))


def answer_all(invitation: Invitation, *, submits: bool = True) -> None:
    yes_no, scale, text = questions_of(invitation)
    typed = {
        yes_no.pk: Given("yes", "Of course.", answering.EMPTY),
        scale.pk: Given("4", "", answering.EMPTY),
        text.pk: Given("Homes first", "", answering.EMPTY),
    }
    answering.save(invitation.pk, typed)
    if submits:
        answering.submit(invitation.pk)


def let_the_deadline_pass(*invitations: Invitation) -> None:
    moment = datetime.now(UTC) - timedelta(seconds=1)
    ids = [one.pk for one in invitations]
    Invitation.objects.filter(pk__in=ids, submitted_at__isnull=False).update(
        submitted_at=moment - timedelta(hours=1)
    )
    Invitation.objects.filter(pk__in=ids).update(due_at=moment)
