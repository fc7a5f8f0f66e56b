"""Members added to the roll after it was frozen: wrongly left off, or accepted by staff.

The frozen roll and its root stay as they are. An addition is a line of the public log, without a
name, so that everybody can count them; who it was and why, two staff and the member know. While a
round is scheduled there is no log yet: its additions are the first lines after the genesis.
"""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import dateformat, timezone

from endorsements import envelopes, log
from endorsements.clock import database_now
from endorsements.definition import contests_of
from endorsements.errors import CannotBeAdded, EndorsementError
from endorsements.models import Contest, RollEntry, RollMiss, Round, RoundStatus
from endorsements.protocol import chain
from members import audit, outbox, proposals
from members.models import Member, MemberAddress, Proposal, User
from members.standing import standing_of

LONGEST_REASON = 180
WHILE = (RoundStatus.SCHEDULED, RoundStatus.OPEN)


def propose(round_id: UUID, member: Member, *, style: str, reason: str, by: User) -> Proposal:
    """Propose to add a member with one of the round's ballot styles."""
    voting_round = Round.objects.get(pk=round_id)
    return proposals.propose(
        ADD.name,
        of=voting_round,
        by=by,
        reason=reason,
        once=f"{voting_round.pk.hex}:{member.pk}",
        member=member.pk,
        style=style,
    )


@transaction.atomic
def add(
    round_id: UUID, member_id: int, *, style: str, reason: str, by: User, proposed_by: User
) -> RollEntry:
    """Put a member on the roll, with a slot of their own, and tell them by mail.

    Raises:
        CannotBeAdded: see `obstacle`.
    """
    voting_round = log.lock(round_id)
    # Whoever joins two rows of the rolls locks both: nobody gets two places.
    member = Member.objects.select_for_update(no_key=True).get(pk=member_id)
    if barred := obstacle(voting_round, member, style, reason):
        raise CannotBeAdded(barred)
    entry = RollEntry(
        round=voting_round,
        member=member,
        slot=envelopes.new_slot(),
        style=style,
        reason=reason_in_words(reason),
    )
    if voting_round.status == RoundStatus.OPEN:
        append_to_log(entry)
    entry.save(force_insert=True)
    # Not the slot: the trail is kept longer than what joins a member to a slot.
    audit.record(
        "roll.added",
        by=by,
        of=voting_round,
        member=member.pk,
        style=style,
        reason=reason.strip(),
        proposed_by=str(proposed_by),
    )
    _tell(entry)
    return entry


def obstacle(voting_round: Round, member: Member, style: str, reason: str) -> str:
    """Why this member cannot be added, in a sentence; empty when they can."""
    if voting_round.status not in WHILE:
        return (
            "Somebody is added to the roll while the round is scheduled or open. This one is "
            f"{voting_round.status}."
        )
    if voting_round.closes_at is not None and database_now() >= voting_round.closes_at:
        return "The closing time has passed."
    if style not in (voting_round.definition or {})["styles"]:
        return (
            "Nobody on this roll has a ballot with these contests, and no new kind of ballot can "
            "be made once the round is scheduled. Please choose one of those that there are."
        )
    if barred := _member_is_barred(voting_round, member):
        return barred
    if len(reason.strip()) > LONGEST_REASON:
        return f"Please give the reason in fewer words: {LONGEST_REASON} letters at most."
    return ""


def _member_is_barred(voting_round: Round, member: Member) -> str:
    if voting_round.rehearsal and not Member.objects.of_staff().filter(pk=member.pk).exists():
        return f"{member} is not on staff, and in a rehearsal staff alone vote."
    if not _is_of_the_chapter(voting_round, member):
        return f"{member} is no member of {voting_round.chapter}, whose round this is."
    if member.merged_into is not None:
        return f"{member} was joined with {member.merged_into}: add that entry of the rolls."
    if member.left_on is not None:
        return f"{member} has closed the account."
    if RollEntry.objects.filter(round=voting_round).of_member(member).exists():
        return f"{member} is on the roll of this round already."
    return ""


def _is_of_the_chapter(voting_round: Round, member: Member) -> bool:
    own = voting_round.chapter_id
    rows = Q(pk=member.pk) | Q(merged_into=member.pk)
    return own is None or Member.objects.filter(rows, chapters=own).exists()


def reason_in_words(reason: str) -> str:
    """As the member reads it."""
    day = dateformat.format(timezone.localdate(), "j F Y")
    return f"Added to the roll on {day} because: {reason.strip()}"


def append_to_log(entry: RollEntry) -> None:
    """Say in the public log that there is one more slot. The caller holds the round's lock."""
    slot = bytes(entry.slot or b"").hex()
    log.append(entry.round, chain.ROLL_ADD, {"slot": slot, "style": entry.style})


def append_those_before_the_opening(voting_round: Round) -> None:
    """The first lines of the log, after its genesis; sorted by slot, which says nothing."""
    for entry in RollEntry.objects.filter(round=voting_round).added().order_by("slot"):
        append_to_log(entry)


def _tell(entry: RollEntry) -> None:
    voting_round, contests = entry.round, ", ".join(_contests(entry.round, entry.style))
    body = (
        f"You can vote in “{voting_round.title}”.\n\n{entry.reason}\n\nOn your ballot: {contests}."
        f"\n\n{settings.BASE_URL}/ballots/{voting_round.slug}/\n\n"
        "If this is a mistake, please tell us by answering this mail.\n"
    )
    addresses = MemberAddress.objects.leading_to([entry.member_id])
    for address in sorted(set(addresses.values_list("email", flat=True))):
        outbox.put(
            to=address,
            subject=f"You are on the roll of {voting_round.title}",
            body=body,
            kind="addition",
            forget=True,
        )


def _contests(voting_round: Round, style: str) -> list[str]:
    contests = contests_of(voting_round.definition or {}, style)
    return [", ".join(filter(None, [one["office"], one["district"]])) for one in contests]


def ballots(voting_round: Round) -> dict[str, str]:
    """Ballot style to its contests in words, as staff choose them."""
    styles = (voting_round.definition or {}).get("styles", {})
    return {style: "; ".join(_contests(voting_round, style)) for style in styles}


# --- As an act of two people


def _round_of(proposal: Proposal) -> Round:
    return Round.objects.get(pk=proposal.object_id)


def _member_of(proposal: Proposal) -> Member:
    return Member.objects.get(pk=proposal.parameters["member"])


def _words(proposal: Proposal) -> list[str]:
    contests = ballots(_round_of(proposal)).get(proposal.parameters["style"], "no contest")
    return [
        f"{_member_of(proposal)} is added to the roll of “{proposal.object_label}”.",
        f"On their ballot: {contests}.",
        "The public log says that somebody was added, not who. The member is told by mail, and "
        "reads the reason.",
    ]


def _check(proposal: Proposal) -> None:
    style = proposal.parameters["style"]
    if barred := obstacle(_round_of(proposal), _member_of(proposal), style, proposal.reason):
        raise CannotBeAdded(barred)


def _perform(proposal: Proposal, by: User) -> RollEntry:
    return add(
        _round_of(proposal).pk,
        proposal.parameters["member"],
        style=proposal.parameters["style"],
        reason=proposal.reason,
        by=by,
        proposed_by=proposal.proposed_by,
    )


def _cautions(proposal: Proposal) -> list[str]:
    """What speaks against it, or for a mistake: to be looked at, and no bar."""
    voting_round, member = _round_of(proposal), _member_of(proposal)
    lines = [_why_left_off(voting_round, member)]
    if member == Member.objects.joined_to(proposal.proposed_by):
        lines.append("Whoever proposes it is the member whom it is for.")
    lines += _strange_contests(voting_round, member, proposal.parameters["style"])
    if before := RollEntry.objects.filter(round=voting_round).added().count():
        lines.append(f"Added to this roll before: {before}.")
    return lines


def _why_left_off(voting_round: Round, member: Member) -> str:
    miss = RollMiss.objects.filter(round=voting_round).of_member(member).off_the_roll().first()
    if miss is not None:
        return f"Why the rules left them off: {miss.why}"
    if voting_round.record_date is None:
        raise LookupError("a scheduled round has its record date")
    standing = standing_of(member, on=voting_round.record_date)
    answer = "in" if standing.is_good else "not in"
    return f"On the record date, by what is known today, {answer} good standing: {standing.reason}"


def _strange_contests(voting_round: Round, member: Member, style: str) -> list[str]:
    """Where the ballot is not the one that the member's chapters would give them."""
    given = set((voting_round.definition or {})["styles"].get(style, []))
    own = set(member.chapters.values_list("pk", flat=True))
    of_chapters = Contest.objects.filter(round=voting_round, chapter__isnull=False)
    lines = []
    for contest in of_chapters.select_related("chapter"):
        if contest.key in given and contest.chapter_id not in own:
            lines.append(f"“{contest}” is for members of {contest.chapter}; this one is not.")
        if contest.key not in given and contest.chapter_id in own:
            lines.append(f"Members of {contest.chapter} vote in “{contest}”; this ballot lacks it.")
    return lines


ADD = proposals.Act(
    "roll.add",
    "Add somebody to the roll",
    "endorsements.change_round",
    words=_words,
    perform=_perform,
    check=_check,
    cautions=_cautions,
    member=_member_of,
    refusal=EndorsementError,
)
