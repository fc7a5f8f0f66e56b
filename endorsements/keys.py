"""Custody of a round's keys: files that only the worker (or site) that needs them can read.

One folder per kind of key, never in the database and never in a backup. The mix worker has the
mix folder, the tally worker the tally folder, site and default worker the signing folder.
"""

import contextlib
import os
import secrets
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey

from endorsements.errors import KeyLost
from endorsements.models import KeyName

SEED_BYTES = 32


def make(round_id: UUID, key: KeyName) -> bytes:
    """Make a key, or take the one that is there; returns its public half (32 bytes).

    The file appears whole or not at all, and is never replaced: run twice, also at once, this
    gives the same answer.
    """
    path = _path(round_id, key)
    if not path.exists():
        _write_once(path, secrets.token_bytes(SEED_BYTES))
    return public_half(round_id, key)


def public_half(round_id: UUID, key: KeyName) -> bytes:
    """The public half of the key in custody.

    Raises:
        KeyLost: there is none, or the file is damaged.
    """
    if key == KeyName.SIGNING:
        return bytes(signing_key(round_id).verify_key)
    return bytes(opening_key(round_id, key).public_key)


def signing_key(round_id: UUID) -> SigningKey:
    """The Ed25519 key that signs receipts and checkpoints. Raises `KeyLost`."""
    return SigningKey(_read(round_id, KeyName.SIGNING))


def opening_key(round_id: UUID, key: KeyName) -> PrivateKey:
    """The secret key that opens one layer of envelopes. Raises `KeyLost`."""
    return PrivateKey(_read(round_id, key))


def prove(round_id: UUID, key: KeyName, announced: bytes) -> None:
    """Show that the key in custody is the announced one and works.

    Raises:
        KeyLost: it is missing, another one, or cannot open what was sealed for it.
    """
    if public_half(round_id, key) != announced:
        raise KeyLost(f"The {key} key of the round is not the one that was announced.")
    if key == KeyName.SIGNING:
        return
    sample = secrets.token_bytes(SEED_BYTES)
    try:
        opened = SealedBox(opening_key(round_id, key)).decrypt(
            SealedBox(PublicKey(announced)).encrypt(sample)
        )
    except CryptoError:
        opened = b""
    if opened != sample:
        raise KeyLost(f"The {key} key of the round does not open what is sealed for it.")


def is_in_custody(round_id: UUID, key: KeyName) -> bool:
    """Whether this process can read a file for the key."""
    return _path(round_id, key).exists()


def destroy(round_id: UUID, key: KeyName) -> None:
    """Remove the key's file, and what a killed `make` left; nothing where all is gone already."""
    path = _path(round_id, key)
    path.unlink(missing_ok=True)
    if path.parent.exists():
        for draft in path.parent.glob(f".{path.name}.*"):
            draft.unlink()
        _sync(path.parent)


def _path(round_id: UUID, key: KeyName) -> Path:
    folder = {
        KeyName.SIGNING: settings.SIGNING_KEY_DIR,
        KeyName.MIX: settings.MIX_KEY_DIR,
        KeyName.TALLY: settings.TALLY_KEY_DIR,
    }[key]
    if folder is None:
        raise ImproperlyConfigured(f"{key.upper()}_KEY_DIR is not set for this process.")
    return Path(folder) / f"{round_id}.key"


def _read(round_id: UUID, key: KeyName) -> bytes:
    try:
        seed = _path(round_id, key).read_bytes()
    except OSError:
        raise KeyLost(f"The {key} key of the round is missing.") from None
    if len(seed) != SEED_BYTES:
        raise KeyLost(f"The file of the {key} key of the round is damaged.")
    return seed


def _write_once(path: Path, seed: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(seed)
            file.flush()
            os.fsync(file.fileno())
        # Another process may have been first: its key stands.
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
    _sync(path.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
