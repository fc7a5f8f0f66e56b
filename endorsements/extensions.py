"""More time to vote: the log says so, and everybody on the roll is told."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from endorsements import rounds
from endorsements.models import RollEntry, Round
from members import outbox
from members.models import MemberAddress, User
from members.moments import with_weekday


@transaction.atomic
def grant(round_id: UUID, *, closes_at: datetime, by: User, proposed_by: User) -> Round:
    """Give members more time, and put a mail to everybody on the roll, voted or not.

    Raises:
        IllegalMove: see `rounds.require_extension`.
        NeedsTwo: one person alone asks for it.
    """
    old = Round.objects.values_list("closes_at", flat=True).get(pk=round_id)
    voting_round = rounds.extend(round_id, closes_at=closes_at, by=by, proposed_by=proposed_by)
    on_the_roll = RollEntry.objects.filter(round=voting_round, is_voided=False)
    addresses = MemberAddress.objects.leading_to(on_the_roll.values("member"))
    outbox.put_to_all(
        addresses.values_list("email", flat=True),
        subject=f"More time to vote in {voting_round.title}",
        body=_letter(voting_round, old),
        kind="extension",
        forget=True,
    )
    return voting_round


def _letter(voting_round: Round, old: datetime | None) -> str:
    return (
        f"“{voting_round.title}” now closes on {with_weekday(voting_round.closes_at)}, and not on "
        f"{with_weekday(old)}. The public log of the round says so too.\n\n"
        "If you have voted, there is nothing to do: your ballot counts. You may still change it, "
        "and if you have not voted, you have more time:\n\n"
        f"{settings.BASE_URL}/ballots/{voting_round.slug}/\n\n"
        "We write the same to everybody on the roll.\n"
    )
