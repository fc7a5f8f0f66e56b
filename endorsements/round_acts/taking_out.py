"""A candidate who withdraws while members vote, and a slot that is taken out of the count."""

from endorsements import rounds, steps, voiding, withdrawals
from endorsements.errors import IllegalMove
from endorsements.models import Candidate, Channel, RollEntry, Round
from endorsements.round_acts.shape import act_on_round, propose
from endorsements.voiding import ReasonClass
from members.models import Member, Proposal, User

THEIR_SHEET = (
    "They vote on paper. Has their sheet come in? Nobody knows which it is, so it stays in the "
    "pile; with more sheets than members who vote on paper, nobody can say that all are entered, "
    "and the round can only be annulled. If it has not come in, take none from them."
)


def _candidate_of(proposal: Proposal) -> Candidate:
    rows = Candidate.objects.select_related("contest__round")
    return rows.get(pk=proposal.parameters["candidate"])


def _withdrawal_words(proposal: Proposal, voting_round: Round) -> list[str]:
    candidate = _candidate_of(proposal)
    return [
        f"{candidate.name} withdraws from “{candidate.contest}”, and stays on the ballot, marked "
        "as withdrawn. This cannot be taken back.",
        "Whatever a ballot says of them counts as left blank. Everybody who has voted in this "
        "contest is told by mail, whomever they voted for, and may change their ballot. Who "
        "votes on paper is told too: a sheet that was handed in stays as it is.",
        "The public log says who withdrew.",
    ]


def _note(proposal: Proposal, voting_round: Round, by: User) -> None:
    candidate = _candidate_of(proposal)
    withdrawals.note(candidate.pk, by=by, proposed_by=proposal.proposed_by)


WITHDRAW = act_on_round(
    "round.withdraw_candidate",
    "Note a withdrawal",
    words=_withdrawal_words,
    check=lambda proposal, one: rounds.require_withdrawal(one, _candidate_of(proposal)),
    perform=_note,
    then=(steps.SIGN_LOG,),
    cautions=lambda proposal, one: ["Did the candidate say so themselves, in writing?"],
)


def propose_withdrawal(
    voting_round: Round, *, candidate: Candidate, by: User, reason: str
) -> Proposal:
    if candidate.contest.round_id != voting_round.pk:
        raise IllegalMove(f"{candidate} does not stand in this round.")
    return propose(
        WITHDRAW, voting_round, by=by, reason=reason, once=candidate.pk, candidate=candidate.pk
    )


def _entry_of(proposal: Proposal) -> RollEntry:
    return RollEntry.objects.select_related("member").get(pk=proposal.parameters["entry"])


def _member_of(proposal: Proposal) -> Member:
    return _entry_of(proposal).member


def _voiding_words(proposal: Proposal, voting_round: Round) -> list[str]:
    return [
        f"{_member_of(proposal)} votes no more in “{proposal.object_label}”, and a ballot that "
        "they cast is deleted unopened. This cannot be taken back.",
        "The public log says that a place on the roll was taken out and why, in these words: "
        f"“{proposal.parameters['reason_class']}”. It does not say whose.",
        "The member is told by mail.",
    ]


def _void(proposal: Proposal, voting_round: Round, by: User) -> None:
    voiding.void_slot(
        _entry_of(proposal).pk,
        reason_class=proposal.parameters["reason_class"],
        by=by,
        proposed_by=proposal.proposed_by,
    )


def _voiding_cautions(proposal: Proposal, voting_round: Round) -> list[str]:
    entry = _entry_of(proposal)
    cautions = [f"Why they are on the roll: {entry.why}"]
    if RollEntry.objects.who_voted().filter(pk=entry.pk).exists():
        cautions.append("They have voted. Nobody knows how, and nobody will.")
    if entry.channel == Channel.PAPER:
        cautions.append(THEIR_SHEET)
    before = RollEntry.objects.filter(round=voting_round, is_voided=True).count()
    if before:
        cautions.append(f"Taken out of this count before: {before}.")
    return cautions


VOID = act_on_round(
    "round.void_slot",
    "Take somebody out of the count",
    words=_voiding_words,
    check=lambda proposal, one: voiding.require_voiding(one, _entry_of(proposal)),
    perform=_void,
    then=(steps.SIGN_LOG,),
    cautions=_voiding_cautions,
    member=_member_of,
)


def propose_voiding(
    voting_round: Round, *, member: Member, reason_class: str, by: User, reason: str
) -> Proposal:
    entry = RollEntry.objects.filter(round=voting_round).of_member(member).first()
    if entry is None:
        raise IllegalMove(f"{member} is not on the roll of this round.")
    return propose(
        VOID,
        voting_round,
        by=by,
        reason=reason,
        once=entry.pk,
        entry=entry.pk,
        reason_class=ReasonClass(reason_class).value,
    )
