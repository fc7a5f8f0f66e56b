"""Opening the one ballot of a challenge, and answering it: each by two people."""

from endorsements import steps
from endorsements.challenges import answering, opening
from endorsements.models import Challenge, Finding, Round
from endorsements.round_acts.shape import act_on_round, propose
from members.models import Proposal, User

OPENS = [
    "The tally worker opens the one ballot that the challenger's receipt names, and compares it "
    "with the public list.",
    "You learn whether it is there and whether the list says what it says. What it says, the "
    "challenger alone can read.",
]


def _challenge_of(proposal: Proposal) -> Challenge:
    rows = Challenge.objects.select_related("round")
    return rows.get(pk=proposal.parameters["challenge"])


def _open(proposal: Proposal, voting_round: Round, by: User) -> None:
    opening.ask(_challenge_of(proposal).pk, by=by, proposed_by=proposal.proposed_by)


OPEN = act_on_round(
    "challenge.open",
    "Open a challenged ballot",
    words=lambda proposal, one: [f"Challenge {_challenge_of(proposal).pk} of “{one}”.", *OPENS],
    check=lambda proposal, one: opening.require_opening(_challenge_of(proposal)),
    perform=_open,
    then=(steps.TALLY_CHALLENGED,),
)


def propose_opening(challenge: Challenge, *, by: User, reason: str) -> Proposal:
    return propose(
        OPEN,
        challenge.round,
        by=by,
        reason=reason,
        once=challenge.pk,
        challenge=challenge.pk,
    )


def _answering_words(proposal: Proposal, voting_round: Round) -> list[str]:
    finding = Finding(proposal.parameters["finding"])
    words = [
        f"Challenge {_challenge_of(proposal).pk} of “{voting_round}” is answered: {finding.label}.",
        f"The challenger reads: “{proposal.reason}”",
        "The public page says how many challenges there are and what was found. Once all are "
        "answered, the round can be certified.",
    ]
    if finding == Finding.WRONG:
        words.append("The round itself stays as it is: to hold or annul it is an act of its own.")
    return words


def _answer(proposal: Proposal, voting_round: Round, by: User) -> None:
    answering.answer(
        _challenge_of(proposal).pk,
        finding=proposal.parameters["finding"],
        words=proposal.reason,
        by=by,
        proposed_by=proposal.proposed_by,
    )


ANSWER = act_on_round(
    "challenge.answer",
    "Answer a challenge",
    words=_answering_words,
    check=lambda proposal, one: answering.require_answer(_challenge_of(proposal)),
    perform=_answer,
    then=(),
)


def propose_answer(challenge: Challenge, *, finding: str, words: str, by: User) -> Proposal:
    """Propose an answer; its words are the reason, which whoever confirms it reads."""
    return propose(
        ANSWER,
        challenge.round,
        by=by,
        reason=words,
        once=challenge.pk,
        challenge=challenge.pk,
        finding=Finding(finding).value,
    )
