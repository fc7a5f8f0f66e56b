"""Acts that take two people: one proposes with a reason, another confirms within 24 hours.

An act is registered under a name, by the app that owns its command. Confirming calls the command
in the same transaction, so that nothing is confirmed and not done, or done and not confirmed.

Who counts as another person, and what that cannot bar: docs/decisions/0015.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Now

from members import audit, outbox
from members.audit import label_of
from members.errors import (
    CannotBeDone,
    MembersError,
    NeedsAnotherPerson,
    NotWaiting,
    ProposalReasonMissing,
    ProposedAlready,
)
from members.models import Member, Proposal, ProposalState, User
from members.models.proposals import ProposalQuerySet

OWN = "You proposed this yourself: another person has to confirm it."
TOO_NEW = (
    "Your staff login is less than 24 hours old, or was let in again since. Until then you can "
    "neither propose nor confirm what takes two people."
)
SAME_MEMBER = "You and who proposed this are one member of the organisation, with two logins."
NO_RIGHT = "You do not have the right to do this, so that you cannot confirm it either."
LAPSED = "Nobody confirmed this within 24 hours, so it has lapsed."
PROPOSER_GONE = "Who proposed this has no right to do so any more. Please propose it anew."


def _no_objection(proposal: Proposal) -> None:
    """Nothing can be said before the act is done."""


def _no_cautions(proposal: Proposal) -> list[str]:
    return []


def _about_nobody(proposal: Proposal) -> Member | None:
    return None


@dataclass(frozen=True)
class Act:
    """Something that takes two people.

    `words` says what would happen, a sentence a line, `cautions` what to look at before confirming.
    `check` refuses what could not be done, when it is proposed; `perform` does it, for whom
    confirms. Both refuse by exceptions below `refusal`. `member` is whose personal data it shows.
    """

    name: str
    label: str
    permission: str
    words: Callable[[Proposal], list[str]]
    perform: Callable[[Proposal, User], object]
    check: Callable[[Proposal], None] = _no_objection
    cautions: Callable[[Proposal], list[str]] = _no_cautions
    member: Callable[[Proposal], Member | None] = _about_nobody
    refusal: type[Exception] = MembersError


acts: dict[str, Act] = {}
# Apps above narrow by these what a person may see and answer: each gives what is within reach.
limits: list[Callable[[User], models.Q]] = []


def register(act: Act) -> None:
    acts[act.name] = act


@transaction.atomic
def propose(
    act_name: str,
    /,
    *,
    of: models.Model,
    by: User,
    reason: str,
    once: str = "",
    **parameters: object,
) -> Proposal:
    """Write down what should be done, and tell by mail everybody who may confirm it.

    Args:
        act_name: of a registered act.
        once: what must not wait twice under this act; empty where any number may.
        parameters: plain values, as the act reads them.

    Raises:
        MembersError: no reason is given, the person may not propose it, or it waits already.
    """
    act = acts[act_name]
    if not reason.strip():
        raise ProposalReasonMissing("Please say why: whoever confirms it will read the reason.")
    if not _is_trusted(by):
        raise NeedsAnotherPerson(TOO_NEW)
    if not _may(by, act):
        raise NeedsAnotherPerson("You do not have the right to propose this.")
    # One that has lapsed is in nobody's way.
    Proposal.objects.lapsed().filter(act=act_name, once=once).exclude(once="").update(once="")
    proposal = Proposal(
        act=act_name,
        object_type=of._meta.label_lower,
        object_id=str(of.pk),
        object_label=label_of(of),
        parameters=parameters,
        once=once,
        reason=reason.strip(),
        proposed_by=by,
    )
    _within_the_rules(act, act.check, proposal)
    _save_once(proposal)
    if not is_within_reach(proposal, by):
        raise NeedsAnotherPerson("You do not have the right to propose this.")
    audit.record("proposal.made", by=by, of=proposal, reason=proposal.reason, parameters=parameters)
    for user in confirmers(proposal):
        news = f"{by} proposes, and you may confirm within 24 hours"
        _tell(user, proposal, "please confirm or refuse", news)
    return proposal


def _save_once(proposal: Proposal) -> None:
    try:
        with transaction.atomic():
            proposal.save(force_insert=True)
    except IntegrityError as error:
        if "proposal_waits_once" not in str(error):
            raise
        raise ProposedAlready("The same is proposed already and waits to be confirmed.") from None
    proposal.refresh_from_db(fields=["proposed_at", "parameters"])


@transaction.atomic
def confirm(proposal_id: int, *, by: User) -> Proposal:
    """Do what was proposed, as its second person.

    Raises:
        NotWaiting: it was settled before, or has lapsed.
        NeedsAnotherPerson: whoever asks does not count as one.
        CannotBeDone: the act's own command refuses; the proposal goes on waiting.
    """
    proposal = _lock_waiting(proposal_id)
    if objection := why_not(proposal, by):
        raise NeedsAnotherPerson(objection)
    act = acts[proposal.act]
    _within_the_rules(act, act.perform, proposal, by)
    _settle(proposal, ProposalState.CONFIRMED, by)
    return proposal


@transaction.atomic
def refuse(proposal_id: int, *, by: User, remark: str = "") -> Proposal:
    """Say no, for good; what was proposed can be proposed anew."""
    proposal = _lock_waiting(proposal_id)
    if proposal.proposed_by_id == by.pk:
        raise NeedsAnotherPerson("You proposed this yourself: you can withdraw it.")
    if not _may(by, acts[proposal.act]) or not is_within_reach(proposal, by):
        raise NeedsAnotherPerson(NO_RIGHT)
    proposal.remark = remark.strip()
    _settle(proposal, ProposalState.REFUSED, by)
    return proposal


@transaction.atomic
def withdraw(proposal_id: int, *, by: User) -> Proposal:
    """Take back one's own proposal."""
    proposal = _lock_waiting(proposal_id)
    if proposal.proposed_by_id != by.pk:
        raise NeedsAnotherPerson("Only who proposed this can withdraw it; you can refuse it.")
    _settle(proposal, ProposalState.WITHDRAWN, by)
    return proposal


def name_of_act(proposal: Proposal) -> str:
    """What is proposed, in a few words; an act that is known no longer has its bare name."""
    act = acts.get(proposal.act)
    return act.label if act else proposal.act


def why_not(proposal: Proposal, user: User) -> str:
    """Why this person cannot confirm it, in a sentence; empty when they can."""
    act = acts[proposal.act]
    if proposal.proposed_by_id == user.pk:
        return OWN
    if not _may(user, act) or not is_within_reach(proposal, user):
        return NO_RIGHT
    if not _is_trusted(user):
        return TOO_NEW
    proposer = proposal.proposed_by
    if not (_is_trusted(proposer) and _may(proposer, act) and is_within_reach(proposal, proposer)):
        return PROPOSER_GONE
    member = Member.objects.joined_to(user)
    if member is not None and member == Member.objects.joined_to(proposer):
        return SAME_MEMBER
    return ""


def confirmers(proposal: Proposal) -> list[User]:
    """Everybody who may confirm it now, in order of their addresses."""
    staff = User.objects.long_standing_staff().exclude(pk=proposal.proposed_by_id)
    return [user for user in staff if not why_not(proposal, user)]


def is_alone(user: User, permission: str) -> bool:
    """Whether nobody else could confirm what this person proposes by this right."""
    others = User.objects.long_standing_staff().exclude(pk=user.pk)
    return not any(other.has_perm(permission) for other in others)


def acts_of(user: User) -> list[str]:
    """Names of the acts that this person has the right to propose and to confirm."""
    return [act.name for act in acts.values() if user.has_perm(act.permission)]


def waiting_for(user: User) -> models.QuerySet[Proposal]:
    """What waits for a second person who has this one's rights, and is not their own."""
    waiting = within_reach(user).waiting().filter(act__in=acts_of(user))
    return waiting.exclude(proposed_by=user)


def within_reach(user: User) -> ProposalQuerySet:
    """Those that no app above keeps from this person."""
    reach = Proposal.objects.all()
    for limit in limits:
        reach = reach.filter(limit(user))
    return reach


def is_within_reach(proposal: Proposal, user: User) -> bool:
    return within_reach(user).filter(pk=proposal.pk).exists()


def _may(user: User, act: Act) -> bool:
    # Read anew: rights taken away a moment ago are gone.
    return User.objects.get(pk=user.pk).has_perm(act.permission)


def _is_trusted(user: User) -> bool:
    return User.objects.long_standing_staff().filter(pk=user.pk).exists()


def _lock_waiting(proposal_id: int) -> Proposal:
    proposal = Proposal.objects.select_for_update(no_key=True).get(pk=proposal_id)
    if proposal.state != ProposalState.OPEN:
        raise NotWaiting(f"This was {proposal.state} by {proposal.settled_by} before.")
    if not Proposal.objects.waiting().filter(pk=proposal_id).exists():
        raise NotWaiting(LAPSED)
    return proposal


def _within_the_rules(act: Act, step: Callable[..., object], *arguments: object) -> None:
    try:
        step(*arguments)
    except act.refusal as refusal:
        raise CannotBeDone(str(refusal)) from refusal


def _settle(proposal: Proposal, state: ProposalState, by: User) -> None:
    # The day may have ended while the act was done: asked and written in one statement.
    settled = (
        Proposal.objects.waiting()
        .filter(pk=proposal.pk)
        .update(state=state, settled_by=by, settled_at=Now(), remark=proposal.remark)
    )
    if not settled:
        raise NotWaiting(LAPSED)
    proposal.refresh_from_db()
    audit.record(f"proposal.{state}", by=by, of=proposal, remark=proposal.remark)
    if state != ProposalState.WITHDRAWN:
        _tell(proposal.proposed_by, proposal, state, f"{by} has {state} what you proposed")


def _tell(user: User, proposal: Proposal, subject: str, news: str) -> None:
    label = acts[proposal.act].label
    outbox.put(
        to=user.email,
        subject=f"{label}: {subject}",
        body=f"{news}: {label.lower()}, {proposal.object_label}.\n\nThe reason given: "
        f"{proposal.reason}\n\n{settings.BASE_URL}/admin/members/proposal/{proposal.pk}/change/\n",
        kind="proposal",
    )
