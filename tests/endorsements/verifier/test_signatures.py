"""Signatures with PyNaCl, and without."""

import runpy
import sys

from nacl.signing import SigningKey

from endorsements.verifier import signatures

KEY = SigningKey(bytes(32))
PUBLIC = bytes(KEY.verify_key).hex()


def test_a_signature_is_told_from_another():
    is_signed = signatures.signer_of(PUBLIC)
    signature = KEY.sign(b"message").signature.hex()

    assert is_signed(b"message", signature)
    assert not is_signed(b"another", signature)
    assert not is_signed(b"message", "00" * 64)
    assert not is_signed(b"message", "00")


def test_without_pynacl_there_is_no_test(monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "nacl"]:
        monkeypatch.setitem(sys.modules, name, None)

    alone = runpy.run_path(signatures.__file__)

    assert alone["signer_of"](PUBLIC) is None
