"""A slot taken out of the count while members vote: the log says so, and the member is told."""

from django.conf import settings
from django.db import models, transaction

from endorsements import log, rounds
from endorsements.errors import IllegalMove
from endorsements.models import Envelope, RollEntry, Round, RoundStatus
from endorsements.protocol import chain
from members import audit, outbox
from members.models import MemberAddress, User


class ReasonClass(models.TextChoices):
    """What the public log says of it: nothing that tells who it is."""

    NOT_ENTITLED = "not entitled", "not entitled to vote in this round"
    TWICE = "double membership", "on the roll twice"
    NOT_THEMSELVES = "cast by another", "somebody else cast the ballot"


@transaction.atomic
def void_slot(entry_id: int, *, reason_class: str, by: User, proposed_by: User) -> RollEntry:
    """Take a slot out of the count while the round is open; the log names the class of reason.

    After the close the ballots are fixed by their root, and the round can only be annulled.

    Raises:
        IllegalMove: see `require_voiding`.
        NeedsTwo: one person alone asks for it.
    """
    rounds.require_reason(reason_class)
    both = rounds.two_people(by, proposed_by)
    round_id = RollEntry.objects.values_list("round_id", flat=True).get(pk=entry_id)
    voting_round = rounds.lock_alone(round_id)
    entry = RollEntry.objects.select_for_update().get(pk=entry_id)
    require_voiding(voting_round, entry)
    log.flush_locked(voting_round)
    slot = bytes(entry.slot or b"").hex()
    log.append(voting_round, chain.VOID, {"slot": slot, "reason": reason_class})
    entry.is_voided = True
    entry.save(update_fields=["is_voided"])
    Envelope.objects.filter(slot=entry.slot).delete()
    audit.record("slot.voided", by=by, of=entry, reason=reason_class, **both)
    _tell(voting_round, entry, reason_class)
    return entry


def require_voiding(voting_round: Round, entry: RollEntry) -> None:
    """Refuse after the close, when the ballots are fixed by their root, and a second time."""
    if voting_round.effective_status != RoundStatus.OPEN:
        raise IllegalMove("A slot can be voided only while the round is open.")
    if entry.is_voided:
        raise IllegalMove("This slot was voided already.")


def _tell(voting_round: Round, entry: RollEntry, reason_class: str) -> None:
    why = dict(ReasonClass.choices).get(reason_class, reason_class)
    addresses = MemberAddress.objects.leading_to([entry.member_id])
    outbox.put_to_all(
        addresses.values_list("email", flat=True),
        subject=f"You cannot vote in {voting_round.title} any more",
        body=(
            f"Your place on the roll of “{voting_round.title}” was taken out of the count by two "
            f"people of our staff. The reason that they give: {why}. A ballot that you cast is "
            "not counted; nobody has seen what it says.\n\n"
            "If this is a mistake, please answer this mail at once: it can be mended only before "
            f"the result.\n\n{settings.BASE_URL}/rounds/{voting_round.slug}/\n"
        ),
        kind="voiding",
        forget=True,
    )
