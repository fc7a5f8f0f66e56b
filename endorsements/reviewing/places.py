"""Who has a place in a contest: on the roll, with the contest on their ballot."""

from endorsements.definition import contests_of
from endorsements.models import Contest, RollEntry
from members.models import FORMER, Member


def entry_in(contest: Contest, member: Member | None) -> RollEntry | None:
    """The member's place on the roll, where this contest is on their ballot."""
    if member is None:
        return None
    entry = RollEntry.objects.filter(round_id=contest.round_id).of_member(member).first()
    if entry is None:
        return None
    on_ballot = contests_of(contest.round.definition or {}, entry.style)
    return entry if any(one["key"] == contest.key for one in on_ballot) else None


def signed_as(member: Member) -> str:
    """First name and town, as others read it; nobody's name once the account is closed."""
    if member.left_on:
        return FORMER
    first = member.name.split()[0] if member.name.split() else "A member"
    return f"{first}, {member.town}" if member.town else first
