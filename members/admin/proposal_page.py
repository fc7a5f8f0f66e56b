"""What the page of one proposal says, ready to print."""

from dataclasses import dataclass

from django.utils import timezone

from members import proposals
from members.models import AuditEvent, ProposalState, User
from members.moments import in_words

NOBODY = (
    "Nobody else may confirm this now. Two people are always needed. Give a second person a staff "
    "login with this right; 24 hours after that they can confirm, and this can be proposed anew."
)


@dataclass(frozen=True)
class Page:
    """`objection` says why the reader cannot confirm; empty when they can, or nothing waits."""

    stands: str
    is_waiting: bool
    words: list[str]
    cautions: list[str]
    objection: str
    may_refuse: bool
    may_withdraw: bool
    people: list[str]
    nobody: str


def page_of(one, reader):
    act = proposals.acts.get(one.act)
    is_open = one.state == ProposalState.OPEN and not _has_lapsed(one)
    is_waiting = act is not None and is_open
    others = proposals.confirmers(one) if is_waiting else []
    is_own = one.proposed_by_id == reader.pk
    return Page(
        stands=stands_in_words(one),
        is_waiting=is_waiting,
        words=act.words(one) if act else [],
        cautions=act.cautions(one) if act and is_waiting else [],
        objection=proposals.why_not(one, reader) if is_waiting else "",
        may_refuse=is_waiting and not is_own,
        may_withdraw=is_waiting and is_own,
        people=_people_in_words(others or [one.settled_by] * bool(one.settled_by), one.proposed_by),
        nobody=NOBODY if is_waiting and not others else "",
    )


def stands_in_words(one):
    if one.state != ProposalState.OPEN:
        return f"{one.state.capitalize()} by {one.settled_by} on {in_words(one.settled_at)}"
    if _has_lapsed(one):
        return f"Lapsed on {in_words(one.lapses_at)}: nobody confirmed it"
    return f"Waits for another person until {in_words(one.lapses_at)}"


def _people_in_words(users, proposer):
    """Since when each login is staff, and whether the proposer had a hand in it.

    A second login that somebody made for themselves cannot be told from a colleague's by any rule;
    it can be seen.
    """
    touched = AuditEvent.objects.filter(
        object_type=User._meta.label_lower,
        object_id__in=[str(user.pk) for user in users if user.pk != proposer.pk],
        actor_id=proposer.pk,
    )
    last = {event.object_id: event.at for event in touched.order_by("at")}
    lines = []
    for user in users:
        line = f"{user}, staff since {in_words(user.staff_since)}"
        if str(user.pk) in last:
            line += (
                f"; {proposer} set this login up or changed it on {in_words(last[str(user.pk)])}"
            )
        lines.append(line)
    return lines


def _has_lapsed(one):
    return timezone.now() >= one.lapses_at
