"""What all acts on a round have in common."""

from collections.abc import Callable
from datetime import datetime

from endorsements import tasks
from endorsements.errors import EndorsementError
from endorsements.models import Round
from members import proposals
from members.models import Member, Proposal, User
from members.moments import with_weekday

PERMISSION = "endorsements.change_round"
LOGGED = "The reason goes into the public log, for everybody to read."


def act_on_round(
    name: str,
    label: str,
    *,
    words: Callable[[Proposal, Round], list[str]],
    check: Callable[[Proposal, Round], None],
    perform: Callable[[Proposal, Round, User], object],
    then: tuple[str, ...],
    cautions: Callable[[Proposal, Round], list[str]] = lambda proposal, voting_round: [],
    member: Callable[[Proposal], Member | None] = lambda proposal: None,
) -> proposals.Act:
    """An act of two people on one round.

    Args:
        then: what the workers are asked for once it is done; the beat would ask as well.
    """

    def _perform(proposal: Proposal, by: User) -> None:
        voting_round = round_of(proposal)
        perform(proposal, voting_round, by)
        tasks.nudge_on_commit(voting_round.pk, *then)

    return proposals.Act(
        name,
        label,
        PERMISSION,
        words=lambda proposal: words(proposal, round_of(proposal)),
        perform=_perform,
        check=lambda proposal: check(proposal, round_of(proposal)),
        cautions=lambda proposal: cautions(proposal, round_of(proposal)),
        member=member,
        refusal=EndorsementError,
    )


def round_of(proposal: Proposal) -> Round:
    return Round.objects.get(pk=proposal.object_id)


def propose(
    act: proposals.Act,
    voting_round: Round,
    *,
    by: User,
    reason: str,
    once: object = "",
    **parameters: object,
) -> Proposal:
    """Propose an act on a round; the same does not wait twice.

    Args:
        once: what of the round it is about, where it may wait several times.
    """
    return proposals.propose(
        act.name,
        of=voting_round,
        by=by,
        reason=reason,
        once=f"{voting_round.pk.hex}:{once}",
        **parameters,
    )


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def opens(voting_round: Round) -> str:
    return with_weekday(voting_round.opens_at)


def closes(voting_round: Round) -> str:
    return with_weekday(voting_round.closes_at)
