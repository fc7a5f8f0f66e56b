"""Opening and closing before their time, and more time to vote."""

from datetime import datetime

from endorsements import checklist, extensions, rounds, steps
from endorsements.clock import database_now
from endorsements.errors import IllegalMove, NotReady
from endorsements.models import Round, RoundStatus
from endorsements.round_acts.shape import LOGGED, act_on_round, closes, moment, opens, propose
from endorsements.turnout import turnout_of
from members.models import Proposal, User
from members.moments import with_weekday


def _opening_words(proposal: Proposal, voting_round: Round) -> list[str]:
    return [
        f"“{proposal.object_label}” opens at once, and not on {proposal.parameters['opens']}.",
        "Members can vote from then on. Nothing of the ballot can be changed any more.",
    ]


def _check_opening(proposal: Proposal, voting_round: Round) -> None:
    if voting_round.status != RoundStatus.SCHEDULED:
        raise IllegalMove(f"A round that is {voting_round.status} cannot be opened.")
    if obstacles := checklist.obstacles_to_opening(voting_round, database_now()):
        raise NotReady(obstacles)


def _open(proposal: Proposal, voting_round: Round, by: User) -> None:
    rounds.open_voting(voting_round.pk, by=by, proposed_by=proposal.proposed_by)


OPEN = act_on_round(
    "round.open_early",
    "Open early",
    words=_opening_words,
    check=_check_opening,
    perform=_open,
    then=(steps.SIGN_LOG,),
    cautions=lambda proposal, one: [f"Members were told that voting begins on {opens(one)}."],
)


def propose_opening(voting_round: Round, *, by: User, reason: str) -> Proposal:
    if voting_round.opens_at is None:
        raise IllegalMove("Only a scheduled round can be opened.")
    return propose(OPEN, voting_round, by=by, reason=reason, opens=opens(voting_round))


def _closing_words(proposal: Proposal, voting_round: Round) -> list[str]:
    return [
        f"“{proposal.object_label}” closes at once, and not on {proposal.parameters['closes']}.",
        "No ballot is taken any more, and the count begins by itself. This cannot be taken back.",
        LOGGED,
    ]


def _check_closing(proposal: Proposal, voting_round: Round) -> None:
    if voting_round.status != RoundStatus.OPEN:
        raise IllegalMove("Only an open round can be closed.")


def _close(proposal: Proposal, voting_round: Round, by: User) -> None:
    rounds.close_voting(
        voting_round.pk, by=by, proposed_by=proposal.proposed_by, reason=proposal.reason
    )


CLOSE = act_on_round(
    "round.close_early",
    "Close early",
    words=_closing_words,
    check=_check_closing,
    perform=_close,
    then=(steps.SIGN_LOG, steps.MIX),
    cautions=lambda proposal, one: [
        f"Members were told that they may vote until {closes(one)}: who has not voted by now can "
        f"do so no more. {turnout_of(one).says}."
    ],
)


def propose_closing(voting_round: Round, *, by: User, reason: str) -> Proposal:
    if voting_round.closes_at is None:
        raise IllegalMove("Only an open round can be closed.")
    return propose(CLOSE, voting_round, by=by, reason=reason, closes=closes(voting_round))


def _extension_words(proposal: Proposal, voting_round: Round) -> list[str]:
    old, new = (with_weekday(moment(proposal.parameters[key])) for key in ("old", "new"))
    return [
        f"“{proposal.object_label}” closes on {new}, and not on {old}.",
        "Everybody on the roll is told by mail. The public log says the old and the new time.",
    ]


def _check_extension(proposal: Proposal, voting_round: Round) -> None:
    # More than what was looked at: another extension may have come between.
    if voting_round.closes_at != moment(proposal.parameters["old"]):
        raise IllegalMove("The closing time has changed since. Please propose it anew.")
    rounds.require_extension(voting_round, moment(proposal.parameters["new"]))


def _extend(proposal: Proposal, voting_round: Round, by: User) -> None:
    _check_extension(proposal, voting_round)
    new = moment(proposal.parameters["new"])
    extensions.grant(voting_round.pk, closes_at=new, by=by, proposed_by=proposal.proposed_by)


EXTEND = act_on_round(
    "round.extend",
    "Give more time to vote",
    words=_extension_words,
    check=_check_extension,
    perform=_extend,
    then=(steps.SIGN_LOG,),
    cautions=lambda proposal, one: [f"{turnout_of(one).says}."],
)


def propose_extension(
    voting_round: Round, *, closes_at: datetime, by: User, reason: str
) -> Proposal:
    rounds.require_extension(voting_round, closes_at)
    # As text: what is stored must be the very moment that is compared.
    old = voting_round.closes_at.isoformat() if voting_round.closes_at else ""
    new = closes_at.isoformat()
    return propose(EXTEND, voting_round, by=by, reason=reason, old=old, new=new)
