"""Rows of the rolls joined to one person, and parted again, with a second pair of eyes.

Joined with a row that has an address of one's choosing, a member who pays is voted for by somebody
else; parted, one person may be two voters. So both take two.
"""

from django.utils import timezone

from members import merging, proposals
from members.errors import CannotBeMerged
from members.models import Member, Proposal, User

FREELY = (
    "{one} has no address, and {other} has: nobody who paid for {one} is told, and whoever reads "
    "the mail of {other} votes with what {one} paid."
)


def propose_joining(duplicate: Member, into: Member, *, by: User, reason: str) -> Proposal:
    """Ask another of the staff to agree that two rows are one person.

    Raises:
        MembersError: something bars it, or it waits already; see `proposals.propose`.
    """
    pair = " ".join(str(pk) for pk in sorted([duplicate.pk, into.pk]))
    return proposals.propose(JOIN.name, of=duplicate, by=by, reason=reason, once=pair, into=into.pk)


def propose_parting(row: Member, *, by: User, reason: str) -> Proposal:
    """Ask another of the staff to agree that a row is a person of its own after all."""
    return proposals.propose(
        PART.name, of=row, by=by, reason=reason, once=str(row.pk), former=row.merged_into_id
    )


def _row(pk: int | str) -> Member:
    row = Member.objects.select_related("merged_into").filter(pk=pk).first()
    if row is None:
        raise CannotBeMerged(f"There is no entry with the number {pk}.")
    return row


def _rows_to_join(proposal: Proposal) -> tuple[Member, Member]:
    return _row(proposal.object_id), _row(proposal.parameters["into"])


def _row_of(proposal: Proposal) -> Member:
    return _row(proposal.object_id)


def _emails_of(row: Member) -> list[str]:
    return sorted(row.addresses.values_list("email", flat=True))


def _in_full(row: Member) -> str:
    standing = merging.standing_together(row, on=timezone.localdate())
    verdict = "in good standing" if standing.is_good else "not in good standing"
    emails = ", ".join(_emails_of(row)) or "no address"
    return f"{row} (number {row.pk}): {emails}; alone {verdict}."


def _words_of_joining(proposal: Proposal) -> list[str]:
    duplicate, into = _rows_to_join(proposal)
    return [
        f"{duplicate} and {into} become one person, for whom the entry of {into} stands.",
        _in_full(duplicate),
        _in_full(into),
        "Whoever reads mail at any of these addresses can vote as this person afterwards.",
    ]


def _cautions_of_joining(proposal: Proposal) -> list[str]:
    rows = _rows_to_join(proposal)
    lines = [
        FREELY.format(one=one, other=other)
        for one, other in (rows, rows[::-1])
        if _emails_of(other) and not _emails_of(one)
    ]
    if Member.objects.joined_to(proposal.proposed_by) in rows:
        lines.append("Whoever proposes it is one of these members.")
    return lines


def _words_of_parting(proposal: Proposal) -> list[str]:
    row = _row_of(proposal)
    return [
        f"{row} is a person of its own again, with the addresses and entries that were its own.",
        _in_full(row),
    ]


def _check_joining(proposal: Proposal) -> None:
    duplicate, into = _rows_to_join(proposal)
    if barred := merging.obstacles(duplicate, into, by=proposal.proposed_by):
        raise CannotBeMerged(" ".join(barred))


def _check_parting(proposal: Proposal) -> None:
    row = _row_of(proposal)
    if row.merged_into is None or row.merged_into_id != proposal.parameters["former"]:
        raise CannotBeMerged(f"{row} is not merged with anybody.")


def _join(proposal: Proposal, by: User) -> Member:
    _check_joining(proposal)
    return merging.merge(
        int(proposal.object_id),
        into=proposal.parameters["into"],
        by=by,
        reason=proposal.reason,
    )


def _part(proposal: Proposal, by: User) -> Member:
    _check_parting(proposal)
    return merging.unmerge(int(proposal.object_id), by=by, reason=proposal.reason)


JOIN = proposals.Act(
    "member.join",
    "Join two entries of the rolls",
    "members.change_member",
    words=_words_of_joining,
    perform=_join,
    check=_check_joining,
    cautions=_cautions_of_joining,
    member=_row_of,
)
PART = proposals.Act(
    "member.part",
    "Part two entries of the rolls",
    "members.change_member",
    words=_words_of_parting,
    perform=_part,
    check=_check_parting,
    member=_row_of,
)
ACTS = [JOIN, PART]
