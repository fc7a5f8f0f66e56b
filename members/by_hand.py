"""The ledger by hand, with a second pair of eyes: what is proposed, and written once confirmed.

An entry is recorded when it is confirmed, never when it was proposed: nothing gets onto the ledger
as if it had been there before a roll was frozen.
"""

from datetime import date, timedelta

from django.utils import dateformat, timezone
from django.utils.text import capfirst

from members import ledger, proposals
from members.errors import BadEntry
from members.models import Contribution, ContributionKind, Member, Proposal, User
from members.models.contributions import BY_HAND, in_dollars

CASH, CHEQUE, OTHER, NO_MONEY = "cash", "cheque", "other", "none"
MEANS = {CASH: "It came in cash.", OTHER: "It came in another way."}
LONG_AGO = timedelta(days=60)


def propose_entry(
    member: Member,
    *,
    kind: str,
    amount_cents: int,
    received_on: date,
    note: str,
    by: User,
    means: str = NO_MONEY,
    cheque_number: str = "",
    cheque_date: date | None = None,
) -> Proposal:
    """Propose dues, a gift or a waiver that came by hand.

    Args:
        means: how the money came; a cheque has a number and a date.
        note: what shows that it was received, or why dues are waived.
    """
    cheque = name_of_cheque(cheque_number, cheque_date, member) if cheque_date else ""
    return proposals.propose(
        ENTER.name,
        of=member,
        by=by,
        reason=note,
        once=cheque,
        kind=kind,
        amount_cents=amount_cents,
        received_on=received_on.isoformat(),
        means=means,
        external_id=cheque,
    )


def propose_undoing(entry: Contribution, *, is_error: bool, reason: str, by: User) -> Proposal:
    """Propose to give money back from the day on, or to take back what should not be there."""
    act = REVERSE if is_error else REFUND
    return proposals.propose(act.name, of=entry, by=by, reason=reason, once=str(entry.pk))


def name_of_cheque(number: str, dated: date, member: Member) -> str:
    """What a cheque is known by on the ledger. One cheque may pay for two members, each once."""
    return f"{_cheque(number, dated)}-{member.pk}"


def _cheque(number: str, dated: date | str) -> str:
    return f"cheque-{number.upper().lstrip('0')}-{dated}"


def _entry_in_words(proposal: Proposal) -> list[str]:
    said = proposal.parameters
    amount = f" of {in_dollars(said['amount_cents'])}" if said["amount_cents"] else ""
    kind = capfirst(ContributionKind(said["kind"]).label)
    lines = [f"{kind}{amount} for {proposal.object_label}, dated {_day(said['received_on'])}."]
    if said["means"] == CHEQUE:
        _, number, *dated, _ = said["external_id"].split("-")
        lines.append(f"It came by cheque number {number} of {_day('-'.join(dated))}.")
    elif said["means"] in MEANS:
        lines.append(MEANS[said["means"]])
    return [*lines, "It counts for rolls that are frozen from now on."]


def _entry_cautions(proposal: Proposal) -> list[str]:
    """What an honest mistake, or another kind, would look like."""
    said = proposal.parameters
    day = date.fromisoformat(said["received_on"])
    member = _member_of(proposal)
    lines = []
    if timezone.localdate() - day > LONG_AGO:
        lines.append(f"It is dated {(timezone.localdate() - day).days} days ago.")
    if member == Member.objects.joined_to(proposal.proposed_by):
        lines.append("Whoever proposes it is the member whom it is for.")
    same = Contribution.objects.not_undone().filter(
        member=member, amount_cents=said["amount_cents"], received_on=day
    )
    lines += [f"The ledger has {entry.dollars} of the same day already: {entry}." for entry in same]
    return lines + _same_cheque(proposal)


def _same_cheque(proposal: Proposal) -> list[str]:
    name = proposal.parameters["external_id"]
    if not name:
        return []
    cheque = name.rpartition("-")[0] + "-"
    entries = Contribution.objects.not_undone().filter(
        source=BY_HAND, external_id__startswith=cheque
    )
    waiting = Proposal.objects.waiting().filter(act=ENTER.name, once__startswith=cheque)
    return [
        *(
            f"A cheque of this number and day is on the ledger already: {entry.dollars} for "
            f"{entry.member}."
            for entry in entries.select_related("member")
        ),
        *(
            f"A cheque of this number and day is proposed for {other.object_label} as well."
            for other in waiting.exclude(pk=proposal.pk)
        ),
    ]


def _check_entry(proposal: Proposal) -> None:
    member = _member_of(proposal)
    if member.merged_into is not None:
        raise BadEntry(f"{member} was joined with {member.merged_into}: enter the payment there.")
    if date.fromisoformat(proposal.parameters["received_on"]) > timezone.localdate():
        raise BadEntry("The day it is dated has not come yet.")
    ledger.require_new(proposal.parameters["external_id"])


def _enter(proposal: Proposal, by: User) -> Contribution:
    _check_entry(proposal)
    said = proposal.parameters
    return ledger.enter(
        member=_member_of(proposal),
        kind=ContributionKind(said["kind"]),
        amount_cents=said["amount_cents"],
        received_on=date.fromisoformat(said["received_on"]),
        external_id=said["external_id"],
        by=by,
        proposal=proposal,
    )


def _member_of(proposal: Proposal) -> Member:
    return Member.objects.get(pk=proposal.object_id)


def _member_of_entry(proposal: Proposal) -> Member:
    return _entry_of(proposal).member


def _entry_of(proposal: Proposal) -> Contribution:
    return Contribution.objects.select_related("member").get(pk=proposal.object_id)


def _refund_in_words(proposal: Proposal) -> list[str]:
    entry = _entry_of(proposal)
    return [
        f"{_in_full(entry)} is undone in full, from the day on which this is confirmed.",
        "Days before that stay as they were. Money is not moved: give it back yourselves.",
    ]


def _reversal_in_words(proposal: Proposal) -> list[str]:
    entry = _entry_of(proposal)
    return [
        f"{_in_full(entry)} is taken back, as if it had never been written.",
        "It counts for no day any more. Rolls that are frozen stay as they are.",
    ]


def _in_full(entry: Contribution) -> str:
    return f"{capfirst(str(entry))}, {entry.dollars}, for {entry.member}"


def _check_refund(proposal: Proposal) -> None:
    ledger.require_standing(_entry_of(proposal))


def _check_reversal(proposal: Proposal) -> None:
    ledger.require_error_of_ours(_entry_of(proposal))


def _refund(proposal: Proposal, by: User) -> Contribution:
    return ledger.undo(int(proposal.object_id), on=timezone.localdate(), by=by, proposal=proposal)


def _reverse(proposal: Proposal, by: User) -> Contribution:
    return ledger.take_back(int(proposal.object_id), by=by, proposal=proposal)


def _day(text: str) -> str:
    return dateformat.format(date.fromisoformat(text), "j F Y")


ENTER = proposals.Act(
    "contribution.enter",
    "Enter a payment or waiver",
    "members.add_contribution",
    words=_entry_in_words,
    perform=_enter,
    check=_check_entry,
    cautions=_entry_cautions,
    member=_member_of,
)
REFUND = proposals.Act(
    "contribution.refund",
    "Give a payment back, or end a waiver",
    "members.add_contribution",
    words=_refund_in_words,
    perform=_refund,
    check=_check_refund,
    member=_member_of_entry,
)
REVERSE = proposals.Act(
    "contribution.reverse",
    "Take back an entry made in error",
    "members.add_contribution",
    words=_reversal_in_words,
    perform=_reverse,
    check=_check_reversal,
    member=_member_of_entry,
)
ACTS = [ENTER, REFUND, REVERSE]
