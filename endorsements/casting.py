"""Casting: a form's token, the checks, the seals, and one short transaction."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from django.core import signing
from django.db import InterfaceError, OperationalError, connection, transaction
from django.views.decorators.debug import sensitive_variables

from endorsements import envelopes, keys
from endorsements.definition import contests_of, withdrawn_candidates
from endorsements.errors import (
    AlreadyRecorded,
    CandidateWithdrawn,
    ForeignForm,
    InvalidSelection,
    KeyLost,
    NotOnTheRoll,
    OtherBallotRecorded,
    RoundNotOpen,
    SlotClosed,
    StaleBallot,
    TryAgain,
)
from endorsements.models import Channel, Envelope, RollEntry, Round, RoundStatus
from endorsements.protocol.receipts import receipt_text
from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.legality import is_legal, marked_options
from endorsements.tally.vocabulary import BLANK
from members import outbox
from members.models import Member, MemberAddress

TOKEN_SALT = "endorsements.ballot"  # noqa: S105 - a name, not a secret
TOKEN_HOURS = 2
FORM_DIGEST_BYTES = 16
KEY_LENGTH = 120

NOT_OPEN = "Voting in this round has ended. This ballot was not recorded."
NOT_YET = "Voting in this round has not begun."
HELD = "Voting is on hold at the moment. This ballot was not recorded; please try again later."
AGAIN = (
    "The ballot box did not answer in time. Please press the button again, so that this ballot is "
    "sure to be recorded; it cannot be counted twice."
)
WHOSE_BALLOT = "A ballot was recorded for you. If this was not you, tell us at once.\n\n"
FOREIGN = "This form was not made for your ballot in this round. Nothing was recorded."
STALE = (
    "This form was opened more than two hours ago. Nothing was recorded; please check your "
    "choices once more."
)


@dataclass(frozen=True)
class Token:
    """What a ballot form carries: whose slot, and which version of their ballot it replaces."""

    round_id: UUID
    slot: bytes
    replaces: int
    form: bytes


@dataclass(frozen=True)
class Receipt:
    """What the voter is shown once. `codes`: contest key to check code.

    Codes and selections are private: no printed form of a receipt shows them.
    """

    round_id: UUID
    slot: bytes
    version: int
    commitment: bytes
    signature: bytes
    inner_hash: bytes
    codes: Mapping[str, str] = field(repr=False)
    selections: Mapping[str, str] = field(repr=False)


def roll_entry(voting_round: Round, member: Member | None) -> RollEntry:
    """The member's place on the round's roll.

    Raises:
        NotOnTheRoll: there is none.
    """
    entry = member and RollEntry.objects.filter(round=voting_round).of_member(member).first()
    if not entry or entry.slot is None:
        raise NotOnTheRoll("You are not on the roll of this round.")
    return entry


def recorded_version(entry: RollEntry) -> int:
    """How many ballots of this member were recorded in the round; 0 before the first."""
    versions = Envelope.objects.filter(slot=entry.slot).values_list("version", flat=True)
    return versions.first() or 0


def require_open(voting_round: Round) -> None:
    """Say early, before anybody marks a ballot, that none would be taken.

    Raises:
        RoundNotOpen: ballots are taken only while the round is open.
    """
    if voting_round.status == RoundStatus.OPEN:
        return
    if voting_round.status in (RoundStatus.DRAFT, RoundStatus.SCHEDULED):
        raise RoundNotOpen(NOT_YET)
    raise RoundNotOpen(HELD if voting_round.effective_status == RoundStatus.OPEN else NOT_OPEN)


def issue_token(entry: RollEntry, *, replaces: int) -> str:
    """A signed text for one opening of the ballot form; it changes nothing."""
    content = [entry.round_id.hex, bytes(entry.slot or b"").hex(), replaces, secrets.token_hex(16)]
    return signing.dumps(content, salt=TOKEN_SALT)


def read_token(text: str, entry: RollEntry) -> Token:
    """Read the token of a form sent in by the member of this roll entry.

    Raises:
        ForeignForm: it is damaged, or another member's or round's.
        StaleBallot: it is this member's, but older than `TOKEN_HOURS`.
    """
    try:
        round_id, slot, replaces, _ = signing.loads(text, salt=TOKEN_SALT)
    except signing.BadSignature:
        raise ForeignForm(FOREIGN) from None
    if round_id != entry.round_id.hex or slot != bytes(entry.slot or b"").hex():
        raise ForeignForm(FOREIGN)
    try:
        signing.loads(text, salt=TOKEN_SALT, max_age=TOKEN_HOURS * 3600)
    except signing.SignatureExpired:
        raise StaleBallot(STALE) from None
    form = sha256(text.encode()).digest()[:FORM_DIGEST_BYTES]
    return Token(entry.round_id, bytes.fromhex(slot), int(replaces), form)


@sensitive_variables()
def check_selections(
    voting_round: Round, style: str, selections: Mapping[str, str]
) -> dict[str, str]:
    """The selections for every contest of the style, in the ballot's order.

    Args:
        selections: contest key to selection; a contest left out is blank.

    Raises:
        InvalidSelection: a contest is not on this ballot, or its rule does not allow the selection.
        CandidateWithdrawn: somebody marked was a candidate when the form was opened.
    """
    contests = contests_of(voting_round.definition or {}, style)
    if unknown := set(selections) - {contest["key"] for contest in contests}:
        raise InvalidSelection(f"“{sorted(unknown)[0]}” is not a contest on your ballot.")
    checked = {}
    for contest in contests:
        selection = selections.get(contest["key"], BLANK)
        if not is_legal(rule_from_definition(contest), selection):
            raise InvalidSelection(f"That is not a choice in the contest for {contest['office']}.")
        checked[contest["key"]] = selection
    _require_standing_candidates(voting_round, checked)
    return checked


@sensitive_variables()
def cast(
    *,
    voting_round: Round,
    entry: RollEntry,
    token: str,
    selections: Mapping[str, str],
    mail_to: str,
) -> Receipt:
    """Record a ballot, replacing the member's earlier one.

    Args:
        entry: the member's roll entry; locked and read again in the transaction.
        token: of the form, as issued by `issue_token`.
        selections: contest key to selection, in its canonical text.
        mail_to: address for the public half of the receipt.

    Raises:
        BallotRefused: nothing was recorded; its class and sentence say why.
    """
    require_open(voting_round)
    form = read_token(token, entry)
    try:
        checked = check_selections(voting_round, entry.style, selections)
        receipt, outer = _seal(voting_round, entry, form, checked)
        outcome, version = _record(voting_round, entry, form, receipt, outer, mail_to)
    except (OperationalError, InterfaceError):
        raise TryAgain(AGAIN) from None
    _require_recorded(outcome, version)
    return receipt


@sensitive_variables()
def _seal(
    voting_round: Round, entry: RollEntry, form: Token, selections: Mapping[str, str]
) -> tuple[Receipt, bytes]:
    codes = {contest: envelopes.new_code() for contest in selections}
    text = envelopes.InnerText(
        voting_round.id,
        bytes(voting_round.definition_hash or b""),
        entry.style,
        tuple((key, codes[key], selection) for key, selection in selections.items()),
    )
    version = form.replaces + 1
    sealed = envelopes.seal(
        text,
        slot=form.slot,
        version=version,
        pad_to=voting_round.pad_to or 0,
        mix_key=bytes(voting_round.mix_key or b""),
        tally_key=bytes(voting_round.tally_key or b""),
    )
    try:
        signature = envelopes.sign_receipt(
            keys.signing_key(voting_round.id),
            round_id=voting_round.id,
            slot=form.slot,
            version=version,
            commitment=sealed.commitment,
        )
    except KeyLost:
        raise TryAgain(AGAIN) from None
    receipt = Receipt(
        voting_round.id,
        form.slot,
        version,
        sealed.commitment,
        signature,
        sealed.inner_hash,
        codes,
        dict(selections),
    )
    return receipt, sealed.outer


@transaction.atomic(durable=True)
def _record(
    voting_round: Round,
    entry: RollEntry,
    form: Token,
    receipt: Receipt,
    outer: bytes,
    mail_to: str,
) -> tuple[str, int]:
    payload = {
        "slot": receipt.slot.hex(),
        "version": receipt.version,
        "commitment": receipt.commitment.hex(),
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT outcome, version FROM endorsements_cast_ballot(%s, %s, %s, %s, %s, %s, %s)",
            [
                entry.round_id,
                entry.pk,
                form.replaces,
                form.form,
                outer,
                json.dumps(payload),
                receipt.signature,
            ],
        )
        outcome, version = cursor.fetchone()
    if outcome == "recorded":
        # The lock is shared now: a withdrawal comes wholly before this ballot or wholly after.
        _require_standing_candidates(voting_round, receipt.selections)
        addresses = MemberAddress.objects.leading_to([entry.member_id])
        for address in sorted({mail_to, *addresses.values_list("email", flat=True)}):
            put_receipt_mail(receipt, to=address)
    return outcome, version


@sensitive_variables()
def _require_standing_candidates(voting_round: Round, selections: Mapping[str, str]) -> None:
    gone = withdrawn_candidates(voting_round)
    concerned = {key for key, _ in gone}
    for contest in (voting_round.definition or {})["contests"]:
        if contest["key"] not in concerned:
            continue
        selection = selections.get(contest["key"], BLANK)
        marked = marked_options(rule_from_definition(contest), selection)
        if gone & {(contest["key"], option) for option in marked}:
            # Without the name: sentences are printed and logged, choices are not.
            raise CandidateWithdrawn(
                f"A candidate marked in the contest for {contest['office']} has withdrawn. "
                "Nothing was recorded; please choose again."
            )


def put_receipt_mail(receipt: Receipt, *, to: str) -> None:
    """Mail the public half of a receipt: it says that a ballot was recorded, never which."""
    outbox.put(
        to=to,
        subject=f"A ballot was recorded for you (version {receipt.version})",
        body=public_receipt_text(receipt),
        kind="receipt",
        key=f"receipt:{receipt.round_id}:{receipt.commitment.hex()[:16]}:{to}"[:KEY_LENGTH],
        forget=True,
    )


def public_receipt_text(receipt: Receipt) -> str:
    """The public half: nothing in it tells how the member voted."""
    return WHOSE_BALLOT + receipt_text(
        round_id=receipt.round_id.hex,
        slot=receipt.slot.hex(),
        version=receipt.version,
        commitment=receipt.commitment.hex(),
        signature=receipt.signature.hex(),
    )


def _require_recorded(outcome: str, version: int) -> None:
    if outcome == "recorded":
        return
    if outcome == "same_form":
        raise AlreadyRecorded(
            f"Version {version} of your ballot is recorded. This form was sent in before; what was "
            "changed in it since was not recorded. Check codes are never shown twice; vote again "
            "if you want new ones, or another choice."
        )
    if outcome == "other_form":
        raise OtherBallotRecorded(
            f"Another ballot of yours (version {version}) was recorded in the meantime; this one "
            "was not."
        )
    if outcome == Channel.PAPER:
        raise SlotClosed("You are marked as voting on paper, so no ballot can be cast here.")
    if outcome == "voided":
        raise SlotClosed("Your place in this round was voided. Please ask the organisation.")
    raise RoundNotOpen(HELD if outcome == RoundStatus.HELD else NOT_OPEN)
