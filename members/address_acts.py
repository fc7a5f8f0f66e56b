"""One more address for a member, with a second pair of eyes.

Whoever reads the mail of an address logs in and votes as its member. So one of the staff alone
gives nobody an address, least of all a member who has none: nobody would be told.
"""

from allauth.account.models import EmailAddress

from members import addresses, audit, proposals
from members.errors import AddressRefused
from members.models import AuditEvent, Member, MemberAddress, Proposal, User

LONGEST_KEY = 120
CHANGES_SHOWN = 3
OWN = "{email} is an address of {user}'s own log-in: two others of the staff have to add it."
UNHEARD = "This member has no address yet: nobody is told of this one, and nobody can object."
SHARED = (
    "{other} has this address as well. Whoever reads its mail can vote as neither of the two until "
    "it is taken off one of them."
)


def propose(member: Member, email: str, *, by: User, reason: str) -> Proposal:
    """Ask another of the staff to agree that the address is the member's.

    Raises:
        MembersError: it cannot be added, or waits already; see `proposals.propose`.
    """
    email = email.lower()
    once = f"{member.pk} {email}"[:LONGEST_KEY]
    return proposals.propose(ADD.name, of=member, by=by, reason=reason, once=once, email=email)


def require_no_own(email: str, user: User) -> None:
    """Nobody of the staff lets their own log-in lead to a member."""
    if EmailAddress.objects.filter(user=user, email__iexact=email).exists():
        raise AddressRefused(OWN.format(email=email, user=user))


def others_with(email: str, member: Member | None = None) -> list[Member]:
    """Who else has an address, rows of the same person left out."""
    rows = MemberAddress.objects.filter(email=email.lower()).select_related("member")
    person = member.person_id if member else None
    return [row.member for row in rows if row.member.person_id != person]


def _member_of(proposal: Proposal) -> Member:
    return Member.objects.get(pk=proposal.object_id)


def _words(proposal: Proposal) -> list[str]:
    member, email = _member_of(proposal), proposal.parameters["email"]
    before = MemberAddress.objects.leading_to([member.person_id]).exclude(proposal=proposal)
    stored = ", ".join(sorted({row.email for row in before})) or "none"
    return [
        f"{email} becomes an address of {member} (number {member.pk}).",
        f"Addresses until now: {stored}.",
        "Whoever reads mail at it can log in and vote as this member, in rounds that are open too.",
        "Confirm only if you, too, know that it is theirs: by telephone, say, at a number that you "
        "had before.",
    ]


def _cautions(proposal: Proposal) -> list[str]:
    """What a vote that somebody wants to take over would look like; bars nothing."""
    member, email = _member_of(proposal), proposal.parameters["email"]
    has_one = MemberAddress.objects.leading_to([member.person_id]).exists()
    lines = [] if has_one else [UNHEARD]
    lines += [SHARED.format(other=other) for other in others_with(email, member)]
    if member == Member.objects.joined_to(proposal.proposed_by):
        lines.append("Whoever proposes it is this member.")
    owner = User.objects.owner_of(email)
    if owner is not None and owner.is_staff:
        lines.append("Somebody of the staff logs in with this address.")
    # A row may have been given a confederate's name beforehand.
    changes = AuditEvent.objects.about(member).filter(action="member.changed")[:CHANGES_SHOWN]
    return lines + [
        f"{event.actor_label} changed this entry of the rolls on {event.at:%-d %B %Y}."
        for event in changes
    ]


def _check(proposal: Proposal) -> None:
    member, email = _member_of(proposal), proposal.parameters["email"]
    if member.merged_into is not None:
        raise AddressRefused(f"{member} was joined with {member.merged_into}: add it there.")
    if member.left_on is not None:
        raise AddressRefused(f"{member} has closed the account.")
    if MemberAddress.objects.leading_to([member.pk]).filter(email=email).exists():
        raise AddressRefused(f"{member} has {email} already.")
    require_no_own(email, proposal.proposed_by)


def _perform(proposal: Proposal, by: User) -> MemberAddress:
    # Locked, so that the row is neither joined with another nor closed meanwhile.
    member = Member.objects.select_for_update(no_key=True).get(pk=proposal.object_id)
    _check(proposal)
    email = proposal.parameters["email"]
    require_no_own(email, by)
    added = MemberAddress.objects.create(member=member, email=email, proposal=proposal)
    audit.record(
        "member.address_added",
        by=by,
        of=member,
        proposal=proposal.pk,
        proposed_by=str(proposal.proposed_by),
        reason=proposal.reason,
    )
    addresses.announce(member, added=[email], removed=[])
    return added


ADD = proposals.Act(
    "member.add_address",
    "Add an address to a member",
    "members.change_member",
    words=_words,
    perform=_perform,
    check=_check,
    cautions=_cautions,
    member=_member_of,
)
