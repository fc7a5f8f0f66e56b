"""The byte formats of a ballot under way; the only module that seals, opens and signs.

`inner` is sealed for the tally worker and holds no slot; `outer` holds slot, version and inner
and is sealed for the mix worker. All ballots of a round have one length (`pad_to`).
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from nacl.exceptions import BadSignatureError, CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey, VerifyKey

from endorsements.errors import DoesNotAddUp
from endorsements.protocol.digests import (
    canonical_json,
    checkpoint_message,
    commitment_digest,
    inner_digest,
    pack,
    receipt_message,
)
from endorsements.protocol.records import CODE_ALPHABET, CODE_LENGTH

NONCE_BYTES = 16
SLOT_BYTES = 16
PAD_STEP = 64
Choice = tuple[str, str, str]


@dataclass(frozen=True)
class InnerText:
    """What the tally worker reads: nothing that tells whose ballot it is.

    Args:
        choices: (contest key, check code, selection) for every contest of the style.
    """

    round_id: UUID
    definition_hash: bytes
    style: str
    choices: tuple[Choice, ...] = field(repr=False)

    def as_json(self, nonce: bytes) -> bytes:
        return canonical_json(
            {
                "v": 1,
                "round": self.round_id.hex,
                "definition": self.definition_hash.hex(),
                "style": self.style,
                "nonce": nonce.hex(),
                "ballot": [list(choice) for choice in self.choices],
            }
        )


@dataclass(frozen=True)
class OuterText:
    """What the mix worker reads."""

    round_id: UUID
    slot: bytes
    version: int
    inner: bytes


@dataclass(frozen=True)
class SealedBallot:
    """A ballot ready to be stored, with what its voter is told of it."""

    outer: bytes
    commitment: bytes
    inner_hash: bytes


def new_code() -> str:
    """A fresh check code: 12 characters of the unambiguous alphabet, about 59 bits."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def new_slot() -> bytes:
    return secrets.token_bytes(SLOT_BYTES)


def padded_length(texts: Sequence[InnerText]) -> int:
    """The one length for all ballots of a round, given the longest text of each style."""
    longest = max(len(text.as_json(bytes(NONCE_BYTES))) for text in texts)
    return (longest // PAD_STEP + 1) * PAD_STEP


def seal(
    text: InnerText, *, slot: bytes, version: int, pad_to: int, mix_key: bytes, tally_key: bytes
) -> SealedBallot:
    """Seal a ballot in both envelopes.

    Raises:
        ValueError: the text is longer than the round's length allows.
    """
    inner = seal_inner(text, pad_to=pad_to, tally_key=tally_key)
    outer_plain = pack("outer/1", text.round_id.bytes, slot, version, inner)
    outer = bytes(SealedBox(PublicKey(mix_key)).encrypt(outer_plain))
    return SealedBallot(outer, commitment_digest(outer), inner_digest(inner))


def seal_inner(text: InnerText, *, pad_to: int, tally_key: bytes) -> bytes:
    """Seal a ballot for the tally worker alone: all that a ballot on paper needs.

    Raises:
        ValueError: the text is longer than the round's length allows.
    """
    plain = _pad(text.as_json(secrets.token_bytes(NONCE_BYTES)), pad_to)
    return bytes(SealedBox(PublicKey(tally_key)).encrypt(plain))


def open_outer(secret: PrivateKey, sealed: bytes) -> OuterText:
    """Open an outer envelope.

    Raises:
        DoesNotAddUp: it was not sealed for this key or is malformed.
    """
    domain, round_id, slot, version, inner = _unpack(_decrypt(secret, sealed), 5)
    if domain != b"outer/1" or len(round_id) != 16 or len(slot) != SLOT_BYTES:
        raise DoesNotAddUp("An envelope does not hold what an envelope must hold.")
    return OuterText(UUID(bytes=round_id), slot, int.from_bytes(version, "big"), inner)


def open_inner(secret: PrivateKey, sealed: bytes) -> InnerText:
    """Open an inner ballot. Selections are read as they are, legal or not.

    Raises:
        DoesNotAddUp: it was not sealed for this key or is malformed.
    """
    try:
        read: dict[str, Any] = json.loads(_unpad(_decrypt(secret, sealed)))
        if read["v"] != 1:
            raise ValueError("unknown version")
        return InnerText(
            round_id=UUID(hex=read["round"]),
            definition_hash=bytes.fromhex(read["definition"]),
            style=str(read["style"]),
            choices=tuple(
                (str(contest), str(code), _as_text(selection))
                for contest, code, selection in read["ballot"]
            ),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise DoesNotAddUp("An inner ballot does not hold what a ballot must hold.") from None


def seal_for(public: bytes, plain: bytes) -> bytes:
    """Seal anything for whoever holds the other half of a key."""
    return bytes(SealedBox(PublicKey(public)).encrypt(plain))


def open_for(secret: PrivateKey, sealed: bytes) -> bytes:
    """Open what `seal_for` sealed.

    Raises:
        DoesNotAddUp: it was sealed for another key.
    """
    return _decrypt(secret, sealed)


def new_reader() -> tuple[str, bytes]:
    """A fresh key for one person: as text for them to keep, and the half to seal for."""
    secret = PrivateKey.generate()
    return bytes(secret).hex(), bytes(secret.public_key)


def reader_key(text: str) -> PrivateKey:
    """The key that somebody kept. Raises `ValueError` where it is damaged."""
    try:
        return PrivateKey(bytes.fromhex("".join(text.split())))
    except CryptoError as fault:
        raise ValueError("a key has 32 bytes") from fault


def sign_receipt(
    key: SigningKey, *, round_id: UUID, slot: bytes, version: int, commitment: bytes
) -> bytes:
    """The signature (64 bytes) that a voter keeps as proof of a recorded ballot."""
    return key.sign(receipt_message(round_id.bytes, slot, version, commitment)).signature


def sign_checkpoint(
    key: SigningKey, *, round_id: UUID, seq: int, head: bytes, slots: int, at: str
) -> bytes:
    """The signature (64 bytes) under one state of the log."""
    return key.sign(checkpoint_message(round_id.bytes, seq, head, slots, at)).signature


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a signature is the round's over this message."""
    try:
        VerifyKey(public).verify(message, signature)
    except (BadSignatureError, ValueError):
        return False
    return True


def _as_text(selection: Any) -> str:
    """A selection that is no text, or one that cannot be stored, is kept as its JSON.

    So it counts as invalid, not as nothing.
    """
    is_plain = isinstance(selection, str) and selection.isprintable()
    return selection if is_plain else json.dumps(selection, sort_keys=True)


def _decrypt(secret: PrivateKey, sealed: bytes) -> bytes:
    try:
        return bytes(SealedBox(secret).decrypt(bytes(sealed)))
    except (CryptoError, ValueError, TypeError):
        raise DoesNotAddUp("An envelope cannot be opened with the round's key.") from None


def _pad(plain: bytes, length: int) -> bytes:
    if len(plain) >= length:
        raise ValueError("the ballot is longer than the round's ballots may be")
    return plain + b"\x80" + bytes(length - len(plain) - 1)


def _unpad(padded: bytes) -> bytes:
    plain, mark, rest = padded.rpartition(b"\x80")
    if not mark or rest.strip(b"\x00"):
        raise ValueError("not padded")
    return plain


def _unpack(packed: bytes, count: int) -> list[bytes]:
    fields, at = [], 0
    while at < len(packed):
        length = int.from_bytes(packed[at : at + 4], "big")
        fields.append(packed[at + 4 : at + 4 + length])
        at += 4 + length
    if len(fields) != count or at != len(packed):
        raise DoesNotAddUp("An envelope does not hold what an envelope must hold.")
    return fields
