"""Holding a round, letting it go on, ending it for good, and certifying it before its time."""

from endorsements import certification, checklist, rounds, steps
from endorsements.errors import IllegalMove
from endorsements.models import KeyName, Round, RoundStatus
from endorsements.round_acts.shape import LOGGED, act_on_round, propose
from endorsements.turnout import turnout_of
from members.models import Proposal, User
from members.moments import with_weekday

DESTROY_KEYS = tuple(steps.DESTROY_KEY[key] for key in KeyName)


def _hold(proposal: Proposal, voting_round: Round, by: User) -> None:
    rounds.hold(voting_round.pk, reason=proposal.reason, by=by, proposed_by=proposal.proposed_by)


HOLD = act_on_round(
    "round.hold",
    "Hold the round",
    words=lambda proposal, one: [
        f"“{proposal.object_label}” stands still, voting too, until two people release it. "
        "Nothing is lost.",
        "A closing time that passes meanwhile closes it all the same.",
        LOGGED,
    ],
    check=lambda proposal, one: rounds.require_move(one, RoundStatus.HELD),
    perform=_hold,
    then=(steps.SIGN_LOG,),
)


def propose_hold(voting_round: Round, *, by: User, reason: str) -> Proposal:
    return propose(HOLD, voting_round, by=by, reason=reason)


def _release_words(proposal: Proposal, voting_round: Round) -> list[str]:
    return [
        f"“{proposal.object_label}” goes on from where it was held: "
        f"{proposal.parameters['held_from']}.",
        f"It was held because: {proposal.parameters['because']}",
        "The checks are made again first; where one fails, the round stays held.",
        LOGGED,
    ]


def _check_release(proposal: Proposal, voting_round: Round) -> None:
    if voting_round.status != RoundStatus.HELD:
        raise IllegalMove("Only a held round can be released.")
    if voting_round.stop_reason != proposal.parameters["because"]:
        raise IllegalMove("The round was held anew since. Please propose it anew.")


def _release_cautions(proposal: Proposal, voting_round: Round) -> list[str]:
    if voting_round.status != RoundStatus.HELD:
        return []
    return checklist.obstacles_to_release(voting_round)


def _release(proposal: Proposal, voting_round: Round, by: User) -> None:
    _check_release(proposal, voting_round)
    rounds.release(voting_round.pk, reason=proposal.reason, by=by, proposed_by=proposal.proposed_by)


RELEASE = act_on_round(
    "round.release",
    "Release the round",
    words=_release_words,
    check=_check_release,
    perform=_release,
    then=(steps.SIGN_LOG,),
    cautions=_release_cautions,
)


def propose_release(voting_round: Round, *, by: User, reason: str) -> Proposal:
    return propose(
        RELEASE,
        voting_round,
        by=by,
        reason=reason,
        held_from=voting_round.held_from,
        because=voting_round.stop_reason,
    )


def _annul(proposal: Proposal, voting_round: Round, by: User) -> None:
    rounds.annul(voting_round.pk, reason=proposal.reason, by=by, proposed_by=proposal.proposed_by)


def _check_annulment(proposal: Proposal, voting_round: Round) -> None:
    if voting_round.status == RoundStatus.DRAFT:
        raise IllegalMove("A draft is edited or deleted, not annulled.")
    rounds.require_move(voting_round, RoundStatus.ANNULLED)


def _annulment_cautions(proposal: Proposal, voting_round: Round) -> list[str]:
    if voting_round.status == RoundStatus.SCHEDULED:
        return []
    lost = "" if voting_round.has_public_outcome else ": their ballots are deleted unopened"
    cautions = [f"{turnout_of(voting_round).says}{lost}."]
    if voting_round.has_public_outcome:
        cautions.append("Its result is public; the endorsements that rest on it go with it.")
    return cautions


ANNUL = act_on_round(
    "round.annul",
    "Annul the round",
    words=lambda proposal, one: [
        f"“{proposal.object_label}” ends for good. What is still sealed is deleted unopened, and "
        "the keys are destroyed. This cannot be taken back.",
        "The size of the roll, the log and the reason stay public. To vote again takes a new "
        "round.",
        LOGGED,
    ],
    check=_check_annulment,
    perform=_annul,
    then=(*DESTROY_KEYS, steps.SIGN_LOG),
    cautions=_annulment_cautions,
)


def propose_annulment(voting_round: Round, *, by: User, reason: str) -> Proposal:
    return propose(ANNUL, voting_round, by=by, reason=reason)


def _end_window(proposal: Proposal, voting_round: Round, by: User) -> None:
    certification.end_window(
        voting_round.pk, reason=proposal.reason, by=by, proposed_by=proposal.proposed_by
    )


CERTIFY = act_on_round(
    "round.certify_early",
    "Certify early",
    words=lambda proposal, one: [
        f"The result of “{proposal.object_label}” can be challenged no more from now on, and not "
        f"from {proposal.parameters['until']} on.",
        "The workers destroy the last key and everything that could still join a vote to a "
        "member. This cannot be taken back.",
        LOGGED,
    ],
    check=lambda proposal, one: certification.require_early(one),
    perform=_end_window,
    then=(steps.DESTROY_KEY[KeyName.TALLY], steps.CERTIFY),
    cautions=lambda proposal, one: [
        "Voters were told on their receipts how long they may look for their check codes and "
        "object."
    ],
)


def propose_certification(voting_round: Round, *, by: User, reason: str) -> Proposal:
    certification.require_early(voting_round)
    until = with_weekday(voting_round.certification_due_at)
    return propose(CERTIFY, voting_round, by=by, reason=reason, until=until)
