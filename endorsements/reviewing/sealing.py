"""Members' own words, sealed at rest: whoever reads the database alone reads none of them.

The key is derived from the site's secret key, which is never in the database or in its backups.
Every text is filled up to one length first. This is no ballot's secrecy: the web server can open
what is sealed here, and must, to show it to whom it belongs.
"""

import hashlib

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from nacl.utils import random

LONGEST = 2000
# Four bytes a letter at the most.
_ROOM = 4 * LONGEST
_FILL = b"\x00"
UNREADABLE = "This was sealed with a key that the site no longer has."


def seal(text: str, *, purpose: str) -> bytes:
    """Args:
    text: at most `LONGEST` characters, none of them NUL.
    purpose: what it is; a text sealed for one opens for no other.
    """
    plain = text.encode()
    if len(text) > LONGEST or _FILL in plain:
        raise ValueError("The text is too long, or has a character that no text has.")
    box = SecretBox(_key(settings.SECRET_KEY, purpose))
    return bytes(box.encrypt(plain.ljust(_ROOM, _FILL), random(SecretBox.NONCE_SIZE)))


def unseal(sealed: bytes | memoryview, *, purpose: str) -> str:
    """The text; a sentence in its place where the site's key has changed since."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            plain = SecretBox(_key(secret, purpose)).decrypt(bytes(sealed))
        except CryptoError:
            continue
        return plain.rstrip(_FILL).decode()
    return UNREADABLE


def _key(secret: str, purpose: str) -> bytes:
    label = f"endorsements/{purpose}/1".encode()
    secret_key = hashlib.sha256(secret.encode()).digest()
    return hashlib.blake2b(label, key=secret_key, digest_size=32).digest()
