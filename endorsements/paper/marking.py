"""Who votes on paper: marked by two people, before the member has cast a ballot here."""

from django.conf import settings
from django.db import transaction

from endorsements import log, rounds
from endorsements.errors import IllegalMove
from endorsements.models import Channel, Envelope, RollEntry, Round, RoundStatus
from members import audit, outbox
from members.models import MemberAddress, User

WHILE = (RoundStatus.SCHEDULED, RoundStatus.OPEN)
ON_PAPER = (
    "Two people of our staff noted that you vote on paper in “{round}”. From now on no ballot can "
    "be cast for you on the site. You get a sheet from us; hand it in before voting ends, and "
    "keep the slip: its check codes show you after the count that your ballot was counted."
)
NOT_ON_PAPER = (
    "Two people of our staff noted that you do not vote on paper in “{round}” after all. You can "
    "cast your ballot on the site; a sheet that you have is not counted."
)


@transaction.atomic
def mark(entry_id: int, *, is_on_paper: bool, by: User, proposed_by: User) -> RollEntry:
    """Note that a member votes on paper, or after all does not, and tell them by mail.

    Raises:
        IllegalMove: see `require_marking`.
        NeedsTwo: one person alone asks for it.
    """
    both = rounds.two_people(by, proposed_by)
    round_id = RollEntry.objects.values_list("round_id", flat=True).get(pk=entry_id)
    voting_round = log.lock(round_id)
    # Casting locks the same row: a ballot under way is either seen here or finds the mark.
    entry = RollEntry.objects.select_for_update(no_key=True).get(pk=entry_id)
    require_marking(voting_round, entry, is_on_paper=is_on_paper)
    entry.channel = Channel.PAPER if is_on_paper else Channel.NONE
    entry.save(update_fields=["channel"])
    audit.record("roll.on_paper", by=by, of=entry, on_paper=is_on_paper, **both)
    _tell(voting_round, entry)
    return entry


def require_marking(voting_round: Round, entry: RollEntry, *, is_on_paper: bool) -> None:
    """Refuse where a ballot was cast, where it changes nothing, and after the close."""
    if voting_round.status not in WHILE:
        raise IllegalMove("Who votes on paper is noted while the round is scheduled or open.")
    if entry.is_voided:
        raise IllegalMove("This place on the roll was taken out of the count.")
    if is_on_paper == (entry.channel == Channel.PAPER):
        raise IllegalMove("That is noted already.")
    if Envelope.objects.filter(slot=entry.slot).exists():
        raise IllegalMove("This member has cast a ballot on the site, so paper comes too late.")


def marked_by_style(voting_round: Round) -> dict[str, int]:
    """Ballot style to the number of members who vote on paper and were not taken out."""
    entries = RollEntry.objects.filter(round=voting_round).on_paper()
    numbers: dict[str, int] = {}
    for style in entries.values_list("style", flat=True):
        numbers[style] = numbers.get(style, 0) + 1
    return numbers


def how_few(voting_round: Round, number: int) -> str:
    """What so few ballots on paper mean for those who cast them; empty when there are enough."""
    if number == 0 or number >= voting_round.records_minimum:
        return ""
    if number == 1:
        return (
            "One member alone votes on paper: that ballot is a named vote to the two people who "
            "enter it. Make sure that the member knows, and whom they would have to trust."
        )
    return (
        f"Only {number} members vote on paper, fewer than {voting_round.records_minimum}: whoever "
        "enters their ballots may guess whose they are."
    )


def _tell(voting_round: Round, entry: RollEntry) -> None:
    is_on_paper = entry.channel == Channel.PAPER
    words = (ON_PAPER if is_on_paper else NOT_ON_PAPER).format(round=voting_round.title)
    addresses = MemberAddress.objects.leading_to([entry.member_id])
    outbox.put_to_all(
        addresses.values_list("email", flat=True),
        subject=f"You {'vote' if is_on_paper else 'do not vote'} on paper in {voting_round.title}",
        body=(
            f"{words}\n\nIf this is a mistake, please answer this mail at once.\n\n"
            f"{settings.BASE_URL}/rounds/{voting_round.slug}/\n"
        ),
        kind="paper",
        forget=True,
    )
