"""The roll of a round: who may vote in what, frozen at scheduling with a reason for each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from endorsements import envelopes
from endorsements.errors import DoesNotAddUp
from endorsements.models import Contest, RecordFile, RollEntry, Round
from endorsements.protocol.files import ROLL_FILE
from endorsements.protocol.merkle import roll_root
from members.models import Member
from members.standing import everyones_standing


@dataclass(frozen=True)
class Eligible:
    """A member who may vote, with the contests on their ballot and the reason."""

    member: Member
    contests: tuple[str, ...]
    reason: str


def eligible_members(voting_round: Round) -> Iterator[Eligible]:
    """Members in good standing on the record date with at least one contest to vote in."""
    if voting_round.record_date is None:
        return
    contests = list(voting_round.contests.all())
    chapters_of = _chapters_of_members(contests)
    for member, standing in everyones_standing(on=voting_round.record_date):
        if not standing.is_good:
            continue
        keys = tuple(
            contest.key
            for contest in contests
            if contest.chapter_id is None or contest.chapter_id in chapters_of[member.pk]
        )
        if keys:
            yield Eligible(member, keys, standing.reason)


def _chapters_of_members(contests: Iterable[Contest]) -> dict[int, set[int]]:
    """Member id to the chapters that matter here; empty where they belong to none."""
    chapters: dict[int, set[int]] = defaultdict(set)
    wanted = {contest.chapter_id for contest in contests if contest.chapter_id}
    belongs = Member.chapters.through.objects.filter(chapter_id__in=wanted)
    for member_id, chapter_id in belongs.values_list("member_id", "chapter_id"):
        chapters[member_id].add(chapter_id)
    return chapters


def styles_of(eligible: Iterable[Eligible]) -> dict[str, tuple[str, ...]]:
    """Ballot styles, named S1, S2, ... in order of their contests; empty without members."""
    distinct = sorted({voter.contests for voter in eligible})
    return {f"S{number}": contests for number, contests in enumerate(distinct, start=1)}


def voters_per_contest(eligible: Iterable[Eligible]) -> dict[str, int]:
    """Contest key to the number of members who may vote in it."""
    numbers: dict[str, int] = defaultdict(int)
    for voter in eligible:
        for contest in voter.contests:
            numbers[contest] += 1
    return dict(numbers)


def freeze(voting_round: Round, eligible: Sequence[Eligible]) -> dict[str, tuple[str, ...]]:
    """Write the roll of a draft round with fresh slots; returns its ballot styles.

    Sets `roll_root` and `roll_count` on the instance. The caller holds the round's lock, saves,
    and changes the status in the same transaction.
    """
    styles = styles_of(eligible)
    style_of = {contests: style for style, contests in styles.items()}
    entries = RollEntry.objects.bulk_create(
        [
            RollEntry(
                round=voting_round,
                member=voter.member,
                slot=envelopes.new_slot(),
                style=style_of[voter.contests],
                reason=voter.reason,
            )
            for voter in eligible
        ],
        batch_size=5000,
    )
    public = {bytes(entry.slot or b""): entry.style for entry in entries}
    voting_round.roll_root = roll_root(public.items())
    voting_round.roll_count = len(public)
    RecordFile.objects.create(round=voting_round, name=ROLL_FILE, content=_as_lines(public))
    return styles


def discard(voting_round: Round) -> None:
    """Forget the roll of a round that went back to draft."""
    RollEntry.objects.filter(round=voting_round).delete()
    RecordFile.objects.filter(round=voting_round).delete()


def public_roll(voting_round: Round) -> dict[str, str]:
    """Slot (hexadecimal) to ballot style as frozen; additions stand in the log.

    Raises:
        DoesNotAddUp: the file is missing, or another than was frozen.
    """
    content = RecordFile.objects.filter(round=voting_round, name=ROLL_FILE).values_list("content")
    lines = [line.partition(" ") for (text,) in content for line in text.splitlines()]
    public = {slot: style for slot, _, style in lines}
    if roll_root(map(_as_leaf, public.items())) != bytes(voting_round.roll_root or b""):
        raise DoesNotAddUp("The roll is not the one that was frozen.")
    return public


def _as_leaf(line: tuple[str, str]) -> tuple[bytes, str]:
    slot, style = line
    try:
        return bytes.fromhex(slot), style
    except ValueError:
        return b"", style


def voters_per_style(voting_round: Round) -> dict[str, int]:
    """Ballot style to the number of members on the roll, additions included."""
    numbers: dict[str, int] = defaultdict(int)
    for style in RollEntry.objects.filter(round=voting_round).values_list("style", flat=True):
        numbers[style] += 1
    return dict(numbers)


def _as_lines(public: Mapping[bytes, str]) -> str:
    return "".join(sorted(f"{slot.hex()} {style}\n" for slot, style in public.items()))
