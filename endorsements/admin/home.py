"""The staff's home: what is open, and what somebody should look at."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from endorsements import checklist, steps
from endorsements.admin.round_list import turnout_in_words, with_turnout
from endorsements.chapter_staff import rounds_of
from endorsements.clock import database_now
from endorsements.models import Round, RoundStatus
from endorsements.models.rounds import RoundQuerySet
from members import moments, proposals
from members.models import Import, OutboxMail, User
from members.models.imports import MOST_ATTEMPTS
from scorecard.models import Correction, CorrectionStatus, WorkbookImport

# A draft's checklist reads every member's standing.
DRAFTS_LOOKED_AT = 3


@dataclass(frozen=True)
class Item:
    """A line of the home page; `link` is empty where there is no page to go to."""

    title: str
    says: str
    link: str = ""


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Called by django-unfold for the first page of the admin."""
    context["title"] = "Staff desk"
    user = request.user
    if user.is_authenticated:
        context["waiting"] = _waiting(user)
    if user.has_perm("endorsements.view_round") or user.has_perm("endorsements.change_round"):
        theirs = rounds_of(user)
        context["open_rounds"] = _open_rounds(theirs)
        context["attention"] = [
            *_rounds_in_trouble(theirs),
            *_unready_rounds(theirs),
            *_mail_in_trouble(),
        ]
    if user.has_perm("members.view_import"):
        context["attention"] = [*context.get("attention", []), *_imports_in_trouble()]
    if user.has_perm("scorecard.view_correction"):
        context["attention"] = [*context.get("attention", []), *_reported_mistakes()]
    if user.has_perm("scorecard.view_workbookimport"):
        context["attention"] = [*context.get("attention", []), *_workbooks_under_way()]
    return context


def _waiting(user: User) -> list[Item]:
    """What another person proposed, and this one may confirm."""
    number = proposals.waiting_for(user).count()
    if not number:
        return []
    says = "1 proposal waits" if number == 1 else f"{number} proposals wait"
    link = reverse("admin:members_proposal_changelist")
    return [Item(says, "another person proposed it; it lapses after 24 hours", link)]


def _open_rounds(theirs: RoundQuerySet) -> list[Item]:
    rounds = with_turnout(theirs.open_now()).order_by("closes_at")
    return [
        _item(one, f"closes {moments.in_words(one.closes_at)}; voted: {turnout_in_words(one)}")
        for one in rounds
    ]


def _rounds_in_trouble(theirs: RoundQuerySet) -> list[Item]:
    now = database_now()
    held = theirs.filter(status=RoundStatus.HELD)
    stuck = [one for one in theirs.being_counted() if steps.is_stuck(one, now)]
    return [
        *(_item(one, f"held: {one.stop_reason}") for one in held),
        *(_item(one, "the count has not finished; is a worker away?") for one in stuck),
    ]


def _unready_rounds(theirs: RoundQuerySet) -> list[Item]:
    # Those that are to open first matter first.
    drafts = theirs.filter(status=RoundStatus.DRAFT).order_by("opens_at", "title")
    barred = [
        (one, "scheduling", checklist.obstacles_to_scheduling(one))
        for one in drafts[:DRAFTS_LOOKED_AT]
    ]
    now = database_now()
    barred += [
        (one, "opening", checklist.obstacles_to_opening(one, now))
        for one in theirs.filter(status=RoundStatus.SCHEDULED).order_by("opens_at")
    ]
    return [
        _item(one, f"{_things(len(obstacles))} {step}")
        for one, step, obstacles in barred
        if obstacles
    ]


def _mail_in_trouble() -> list[Item]:
    given_up = OutboxMail.objects.given_up().count()
    if not given_up:
        return []
    mails = "1 mail" if given_up == 1 else f"{given_up} mails"
    return [Item("Mail", f"{mails} could not be handed over, and will not be tried again")]


def _imports_in_trouble() -> list[Item]:
    """Each links to the list of exactly those imports."""
    listed = reverse("admin:members_import_changelist")
    given_up, unseen = Import.objects.given_up().count(), Import.objects.needing_a_look().count()
    items = []
    if given_up:
        says = f"{_imports(given_up)} could not be finished, and none is tried again by itself"
        items.append(Item("Imports", says, f"{listed}?attempts__gte={MOST_ATTEMPTS}"))
    if unseen:
        says = f"{_imports(unseen)} with refused lines that nobody has looked through"
        items.append(Item("Refused lines", says, f"{listed}?needs_a_look__exact=1"))
    return items


def _reported_mistakes() -> list[Item]:
    number = Correction.objects.waiting().count()
    if not number:
        return []
    says = "1 report waits" if number == 1 else f"{number} reports wait"
    listed = reverse("admin:scorecard_correction_changelist")
    link = f"{listed}?status__exact={CorrectionStatus.REPORTED}"
    return [Item("Mistakes in the scorecard", f"{says} for an answer", link)]


def _workbooks_under_way() -> list[Item]:
    waiting = WorkbookImport.objects.under_way().select_related("session").defer("content")
    return [
        Item(
            f"Scorecard {one.session}",
            f"{one.file_name}: {one.get_status_display()}, and not applied",
            reverse("admin:scorecard_workbookimport_change", args=[one.pk]),
        )
        for one in waiting
    ]


def _imports(number: int) -> str:
    return "1 import" if number == 1 else f"{number} imports"


def _things(number: int) -> str:
    return "1 thing still bars" if number == 1 else f"{number} things still bar"


def _item(voting_round: Round, says: str) -> Item:
    link = reverse("admin:endorsements_round_change", args=[voting_round.pk])
    return Item(voting_round.title, says, link)
