"""Entering sheets after the close: one by one, each by two people whose readings must agree."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from endorsements import envelopes, log
from endorsements.errors import IllegalMove, InvalidSelection, NeedsTwo
from endorsements.models import LogEntry, PaperEntry, Round, RoundStatus
from endorsements.paper.marking import marked_by_style
from endorsements.paper.sheets import Sheet, sheet_digest, styles_of
from endorsements.protocol import chain
from endorsements.protocol.digests import digest
from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.legality import is_legal
from members import audit
from members.models import Member, User

WHILE = (RoundStatus.CLOSED, RoundStatus.MIXED)
# What is stored for a contest that nobody can read, or where more is marked than may be: no key
# of a candidate can be this, so it counts as invalid, as the same marks would elsewhere.
UNREADABLE = "?"


@dataclass(frozen=True)
class Reading:
    """What came of one entry.

    Args:
        is_agreed: another person has read the same.
        differing: keys of the contests in which another person has read something else.
    """

    is_agreed: bool
    differing: tuple[str, ...]


@dataclass(frozen=True)
class Pile:
    """The sheets of a round as they stand."""

    marked: int
    agreed: int
    waiting: int
    differing: int

    @property
    def entered(self) -> int:
        return self.agreed + self.waiting + self.differing


def is_awaited(voting_round: Round) -> bool:
    """Whether the count has to wait: members vote on paper, and nobody has said that all is in."""
    return bool(marked_by_style(voting_round)) and not is_finished(voting_round)


def is_finished(voting_round: Round) -> bool:
    return LogEntry.objects.filter(round=voting_round, kind=chain.PAPER).exists()


@sensitive_variables()
@transaction.atomic
def enter(round_id: UUID, sheet: Sheet, selections: Mapping[str, str], *, by: User) -> Reading:
    """Note how one person reads a sheet; it takes the place of what they read of it before.

    Args:
        selections: contest key to selection or `UNREADABLE`, for every contest of the sheet.

    Raises:
        IllegalMove: no sheet is entered at this point of the round's life.
        NeedsTwo: the person is new, or the same member has read it under another login.
        InvalidSelection: something is said that no ballot can say.
    """
    voting_round = log.lock(round_id)
    require_entering(voting_round)
    _require_legal(voting_round, sheet, selections)
    name = sheet_digest(voting_round, sheet)
    others = PaperEntry.objects.filter(round=voting_round, sheet=name).exclude(by=by)
    _require_own_eyes(by, [one.by for one in others.select_related("by")])
    marks = {
        contest: digest("paper-mark/1", sheet.code, contest, selection).hex()
        for contest, selection in selections.items()
    }
    PaperEntry.objects.update_or_create(
        round=voting_round,
        sheet=name,
        by=by,
        defaults={
            "style": sheet.style,
            "marks": marks,
            "sealed": _sealed(voting_round, sheet, selections),
        },
    )
    # Which sheet is not said: the trail is kept for good.
    audit.record("paper.entered", by=by, of=voting_round)
    differing = {key for other in others for key in marks if other.marks.get(key) != marks[key]}
    in_order = tuple(key for key in styles_of(voting_round)[sheet.style] if key in differing)
    return Reading(bool(others) and not differing, in_order)


def require_entering(voting_round: Round) -> None:
    """Refuse before the close, after two people said that all is in, and without such members."""
    if voting_round.status not in WHILE:
        raise IllegalMove("Ballots on paper are entered after the close and before the count.")
    if is_finished(voting_round):
        raise IllegalMove("Two people have said that all ballots on paper are entered.")
    if not marked_by_style(voting_round):
        raise IllegalMove("Nobody votes on paper in this round.")


def _require_legal(voting_round: Round, sheet: Sheet, selections: Mapping[str, str]) -> None:
    contests = styles_of(voting_round)[sheet.style]
    if set(selections) != set(contests):
        raise InvalidSelection("This is not what stands on the sheet.")
    for contest in (voting_round.definition or {})["contests"]:
        said = selections.get(contest["key"], UNREADABLE)
        if said != UNREADABLE and not is_legal(rule_from_definition(contest), said):
            raise InvalidSelection(f"That is not a choice in the contest for {contest['office']}.")


def _require_own_eyes(by: User, others: list[User]) -> None:
    if not User.objects.long_standing_staff().filter(pk=by.pk).exists():
        raise NeedsTwo("Your staff login is less than 24 hours old: until then you enter no sheet.")
    member = Member.objects.joined_to(by)
    if member is not None and any(member == Member.objects.joined_to(one) for one in others):
        raise NeedsTwo("You have read this sheet under another login. Another person has to.")


@sensitive_variables()
def _sealed(voting_round: Round, sheet: Sheet, selections: Mapping[str, str]) -> bytes:
    text = envelopes.InnerText(
        voting_round.id,
        bytes(voting_round.definition_hash or b""),
        sheet.style,
        tuple((key, code, selections[key]) for key, code in sheet.codes.items()),
    )
    tally_key = bytes(voting_round.tally_key or b"")
    return envelopes.seal_inner(text, pad_to=voting_round.pad_to or 0, tally_key=tally_key)


@transaction.atomic
def take_back(round_id: UUID, sheet: Sheet, *, by: User) -> int:
    """Forget all readings of a sheet that should not be there: of nobody's, or of another pile."""
    voting_round = log.lock(round_id)
    require_entering(voting_round)
    entries = PaperEntry.objects.filter(round=voting_round, sheet=sheet_digest(voting_round, sheet))
    number, _ = entries.delete()
    audit.record("paper.taken_back", by=by, of=voting_round, readings=number)
    return number


def pile_of(voting_round: Round) -> Pile:
    """How many sheets are read twice alike, once, and twice otherwise."""
    readings = readings_by_sheet(voting_round)
    alike = [is_alike(entries) for entries in readings if len(entries) > 1]
    once = len(readings) - len(alike)
    marked = sum(marked_by_style(voting_round).values())
    return Pile(marked, sum(alike), once, len(alike) - sum(alike))


def readings_by_sheet(voting_round: Round) -> list[list[PaperEntry]]:
    sheets: dict[bytes, list[PaperEntry]] = defaultdict(list)
    for entry in PaperEntry.objects.filter(round=voting_round).order_by("pk"):
        sheets[bytes(entry.sheet)].append(entry)
    return list(sheets.values())


def is_alike(entries: list[PaperEntry]) -> bool:
    return all(one.marks == other.marks for one, other in pairwise(entries))
