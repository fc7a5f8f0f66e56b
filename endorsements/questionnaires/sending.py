"""Asking candidates: the first mail, another link, reminders, more time, links taken back."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from endorsements.clock import database_now
from endorsements.errors import QuestionnaireRefused
from endorsements.models import Candidate, Invitation, Questionnaire
from endorsements.questionnaires import links
from members import audit, outbox
from members.models import User

SHORTEST = timedelta(hours=24)
# How long before the deadline candidates who have not answered are reminded.
REMINDED_BEFORE = {"week": timedelta(days=7), "two-days": timedelta(days=2)}


@transaction.atomic
def send(
    questionnaire_id: int, addresses: Mapping[int, str], *, due_at: datetime, by: User
) -> list[Invitation]:
    """Ask these candidates, each with a link of their own; the first sending freezes the questions.

    Args:
        addresses: id of a candidate to where the link goes.

    Raises:
        QuestionnaireRefused: there is nothing to ask or nobody to ask it, the deadline is too
            near, or somebody was asked already.
    """
    questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire_id)
    now = database_now()
    candidates = _candidates(addresses)
    for sentence in obstacles(questionnaire, candidates, due_at, now):
        raise QuestionnaireRefused(sentence)
    if questionnaire.sent_at is None:
        questionnaire.sent_at = now
        questionnaire.save(update_fields=["sent_at"])
    made = [
        Invitation.objects.create(
            candidate=one,
            questionnaire=questionnaire,
            email=addresses[one.pk],
            due_at=due_at,
            invited_at=now,
        )
        for one in candidates
    ]
    for invitation in made:
        _mail(invitation, "invited")
        audit.record("invitation.sent", by=by, of=invitation, due_at=due_at)
    return made


def _candidates(addresses: Mapping[int, str]) -> list[Candidate]:
    found = Candidate.objects.filter(pk__in=addresses).select_related("contest__round")
    return list(found.select_for_update(of=("self",), no_key=True).order_by("pk"))


def obstacles(
    questionnaire: Questionnaire, candidates: list[Candidate], due_at: datetime, at: datetime
) -> list[str]:
    """Why this cannot be sent, each in a sentence."""
    found = []
    if not questionnaire.sections.filter(questions__isnull=False).exists():
        found.append("There is no question in it yet.")
    if not candidates:
        found.append("Please choose at least one candidate.")
    if due_at < at + SHORTEST:
        found.append("Candidates need at least a day: please choose a later deadline.")
    asked = Invitation.objects.filter(candidate__in=candidates).select_related("candidate")
    found += [f"{one.candidate} was asked already." for one in asked]
    found += [
        f"{one} stands in a rehearsal, and no real person is asked for one."
        for one in candidates
        if one.contest.round.rehearsal
    ]
    return found


@transaction.atomic
def send_again(invitation_id: int, *, by: User, email: str = "") -> Invitation:
    """Mail a new link, to another address if one is given; older links keep working.

    Raises:
        QuestionnaireRefused: the deadline has passed.
    """
    invitation = _locked(invitation_id)
    _refuse_after_deadline(invitation)
    if email:
        invitation.email = email
        invitation.save(update_fields=["email"])
    _mail(invitation, "again")
    audit.record("invitation.sent_again", by=by, of=invitation, address_changed=bool(email))
    return invitation


@transaction.atomic
def revoke(invitation_id: int, *, by: User) -> int:
    """Take back every link of a candidate, and how many there were. Answers stay."""
    invitation = _locked(invitation_id)
    taken = invitation.links.filter(revoked_at=None).update(revoked_at=database_now())
    audit.record("invitation.links_revoked", by=by, of=invitation, links=taken)
    return taken


@transaction.atomic
def extend(invitation_id: int, *, due_at: datetime, by: User) -> Invitation:
    """Give a candidate more time, even after the deadline; never less.

    Raises:
        QuestionnaireRefused: the new deadline is not later, or over already.
    """
    invitation = _locked(invitation_id)
    if due_at <= max(invitation.due_at, database_now()):
        raise QuestionnaireRefused("The new deadline must be later than the one so far.")
    before, invitation.due_at = invitation.due_at, due_at
    invitation.save(update_fields=["due_at"])
    audit.record("invitation.extended", by=by, of=invitation, before=before, now=due_at)
    return invitation


@transaction.atomic
def remind(at: datetime) -> int:
    """Remind whoever has not answered, once before each of the set times; returns how many.

    The reminder's name is kept with the mail's key, so running twice mails once.
    """
    reminded = 0
    waiting = Invitation.objects.waiting(at).select_for_update(skip_locked=True, of=("self",))
    nearest = waiting.filter(due_at__lte=at + max(REMINDED_BEFORE.values()))
    for invitation in nearest.select_related("candidate__contest", "questionnaire"):
        reminded += _remind(invitation, at)
    return reminded


def _remind(invitation: Invitation, at: datetime) -> bool:
    left = invitation.due_at - at
    name = min(
        (one for one in REMINDED_BEFORE if left <= REMINDED_BEFORE[one]),
        key=lambda one: REMINDED_BEFORE[one],
    )
    kept = f"{name}:{invitation.due_at.isoformat()}"
    was_invited_within = invitation.invited_at > invitation.due_at - REMINDED_BEFORE[name]
    if was_invited_within or invitation.links.filter(revoked_at=None).count() == 0:
        return False
    if kept in invitation.reminders:
        return False
    invitation.reminders = [*invitation.reminders, kept]
    invitation.save(update_fields=["reminders"])
    _mail(invitation, "reminded")
    audit.record("invitation.reminded", by=None, of=invitation, reminder=name)
    return True


def _mail(invitation: Invitation, what: str) -> None:
    """The mail is forgotten once it is handed over: it holds the link."""
    context = {
        "what": what,
        "invitation": invitation,
        "candidate": invitation.candidate,
        "contest": invitation.candidate.contest,
        "link": links.make(invitation),
        "due": timezone.localtime(invitation.due_at),
        "organisation": settings.ORGANISATION_NAME,
        "contact": settings.ORGANISATION_CONTACT,
    }
    subject = {
        "invited": f"Questions to you from {settings.ORGANISATION_NAME}",
        "again": f"Your link to the questions from {settings.ORGANISATION_NAME}",
        "reminded": f"Your answers are due: {settings.ORGANISATION_NAME}",
    }[what]
    outbox.put(
        to=invitation.email,
        subject=subject,
        body=render_to_string("endorsements/questionnaires/mail.txt", context),
        kind=f"questionnaire.{what}",
        forget=True,
    )


def _locked(invitation_id: int) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",))
    return rows.select_related("candidate__contest", "questionnaire").get(pk=invitation_id)


def _refuse_after_deadline(invitation: Invitation) -> None:
    if not invitation.is_open(database_now()):
        raise QuestionnaireRefused("The deadline has passed. Give more time first.")
