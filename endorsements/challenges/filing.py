"""Filing a challenge: by the member themselves, with the receipt that the site signed.

Who votes on paper has none: the slip of a sheet is signed by nobody, and its codes are not asked
for, since whoever reads them finds in the public list what was marked. The place on the roll says
that they vote on paper, and their words are all that is filed.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.views.decorators.debug import sensitive_variables

from endorsements import alerts, envelopes, log
from endorsements.clock import database_now
from endorsements.errors import ChallengeRefused
from endorsements.models import Challenge, Channel, LogEntry, RollEntry, Round, RoundStatus
from endorsements.models.challenges import ON_PAPER
from endorsements.protocol import chain
from endorsements.protocol.digests import canonical_json, receipt_message
from endorsements.protocol.receipts import KeptReceipt, ReceiptUnreadable, parse_receipt
from members import audit

MOST_OF_A_SLOT = 3
FOREIGN = (
    "This is not a receipt of yours in this round. Log in with the address with which you voted, "
    "and paste the receipt of this round."
)


@dataclass(frozen=True)
class Filed:
    """A new challenge, and the key with which its challenger reads what is found; shown once.

    Without a ballot that can be opened there is nothing to read, and no key.
    """

    challenge: Challenge
    key: str = field(repr=False)


@sensitive_variables()
@transaction.atomic
def file(round_id: UUID, entry: RollEntry, *, receipt: str = "", words: str = "") -> Filed:
    """File a challenge of the member with this place on the roll, and alert the staff.

    Args:
        receipt: its public half; with the private half the ballot itself can be opened. Who votes
            on paper files without.

    Raises:
        ChallengeRefused: outside the window, a receipt that is not theirs, or too many.
    """
    voting_round = log.lock(round_id)
    require_window(voting_round)
    key, shown = _shown(voting_round, entry, receipt)
    of_slot = Challenge.objects.filter(round=voting_round, slot=entry.slot)
    if of_slot.count() >= MOST_OF_A_SLOT:
        raise ChallengeRefused(
            f"You have filed {MOST_OF_A_SLOT} challenges in this round. Please answer the mail in "
            "which we answered them."
        )
    challenge = Challenge(round=voting_round, slot=entry.slot, words=words.strip(), **shown)
    _save_once(challenge)
    # Not by whom: the trail is kept longer than what joins a member to a slot.
    audit.record("challenge.filed", by=None, of=voting_round, challenge=challenge.pk)
    alerts.tell_staff(
        voting_round,
        f"A challenge was filed (number {challenge.pk}). The round is not certified until it is "
        "answered.",
    )
    return Filed(challenge, key)


def require_window(voting_round: Round) -> None:
    """Refuse before the result is public and after the window."""
    due = voting_round.certification_due_at
    if voting_round.status != RoundStatus.PUBLISHED or due is None:
        raise ChallengeRefused(
            "A result can be challenged from its publication until it is certified."
        )
    if database_now() >= due:
        raise ChallengeRefused("The time in which this result could be challenged is over.")


@sensitive_variables()
def read_receipt(voting_round: Round, entry: RollEntry, text: str) -> KeptReceipt:
    """A receipt that the site signed for this place on the roll.

    Raises:
        ChallengeRefused: it is damaged, made up, or somebody else's.
    """
    try:
        kept = parse_receipt(text)
    except ReceiptUnreadable as fault:
        raise ChallengeRefused(f"This receipt cannot be read: {fault}.") from None
    if not kept.has_public_half:
        raise ChallengeRefused("Please paste the public half of the receipt too.")
    slot = bytes(entry.slot or b"")
    if (kept.round_id, kept.slot) != (voting_round.id.hex, slot.hex()):
        raise ChallengeRefused(FOREIGN)
    message = receipt_message(
        voting_round.id.bytes, slot, kept.version, bytes.fromhex(kept.commitment)
    )
    signing_key = bytes(voting_round.signing_key or b"")
    if not envelopes.is_signed(signing_key, message, bytes.fromhex(kept.signature)):
        raise ChallengeRefused("The signature on this receipt is not the one of this round.")
    return kept


def last_version(challenge: Challenge) -> int:
    """The highest version that the log has of the challenger's slot; 0 once slots are gone."""
    if challenge.slot is None:
        return 0
    casts = LogEntry.objects.filter(
        round=challenge.round, kind=chain.CAST, payload__slot=bytes(challenge.slot).hex()
    )
    return max(
        (payload["version"] for payload in casts.values_list("payload", flat=True)), default=0
    )


@sensitive_variables()
def _shown(voting_round: Round, entry: RollEntry, receipt: str) -> tuple[str, dict[str, Any]]:
    """The challenger's key, and what is stored of the receipt that they show, if they have one."""
    if entry.channel == Channel.PAPER and not receipt:
        return "", {"version": ON_PAPER, "reader": b""}
    kept = read_receipt(voting_round, entry, receipt)
    key, public = envelopes.new_reader()
    return key, {
        "version": kept.version,
        "sealed": _sealed(voting_round, kept),
        "reader": public,
    }


@sensitive_variables()
def _sealed(voting_round: Round, kept: KeptReceipt) -> bytes | None:
    if not (kept.inner_hash and kept.codes):
        return None
    private = canonical_json({"inner_hash": kept.inner_hash, "codes": dict(kept.codes)})
    return envelopes.seal_for(bytes(voting_round.tally_key or b""), private)


def _save_once(challenge: Challenge) -> None:
    try:
        with transaction.atomic():
            challenge.save(force_insert=True)
    except IntegrityError as error:
        if "one_open_challenge_for_a_slot" not in str(error):
            raise
        raise ChallengeRefused(
            "You have filed a challenge that is not answered yet. We write to you."
        ) from None
