"""Ed25519 signatures, checked where PyNaCl is installed."""

from __future__ import annotations

from collections.abc import Callable

try:
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey
except ImportError:  # the standard library has no signatures
    VerifyKey = None  # type: ignore[assignment, misc]

Signer = Callable[[bytes, str], bool]


def signer_of(signing_key: str) -> Signer | None:
    """A test whether a message was signed with a round's key; None without PyNaCl.

    Args:
        signing_key: public half, 32 bytes in hexadecimal. The test takes the message and the
            signature in hexadecimal.
    """
    if VerifyKey is None:
        return None
    key = VerifyKey(bytes.fromhex(signing_key))

    def is_signed(message: bytes, signature: str) -> bool:
        try:
            key.verify(message, bytes.fromhex(signature))
        except (BadSignatureError, ValueError):
            return False
        return True

    return is_signed
