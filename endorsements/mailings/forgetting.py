"""What is kept of mails: their numbers. Whose copies they were goes with the member-slot links."""

from endorsements.models import (
    Delivery,
    Mailing,
    MailingState,
    RollEntry,
    Round,
    RoundStatus,
)

ENDED = (RoundStatus.CERTIFIED, RoundStatus.ANNULLED)
VOTED = "voted"


def numbers_of(mailing: Mailing) -> dict[str, int]:
    """How many copies are in which state; `voted` for those of the roll who needed no reminder."""
    if mailing.numbers:
        return mailing.numbers
    found = mailing.deliveries.all().per_state()
    if mailing.is_reminding and mailing.state == MailingState.SENT:
        roll = RollEntry.objects.filter(round=mailing.round_id, is_voided=False).count()
        found[VOTED] = max(0, roll - sum(found.values()))
    return found


def forget(voting_round: Round) -> int:
    """Delete the copies of a round that is certified or annulled; says how many.

    Those of a mail that is still under way stay until it is sent.
    """
    if voting_round.status not in ENDED:
        return 0
    ended = voting_round.mailings.filter(state__in=[MailingState.SENT, MailingState.DROPPED])
    gone = 0
    for mailing in ended.filter(deliveries__isnull=False).distinct():
        mailing.numbers = numbers_of(mailing)
        mailing.save(update_fields=["numbers"])
        gone += Delivery.objects.filter(mailing=mailing).delete()[0]
    return gone
