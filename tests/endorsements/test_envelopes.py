"""The bytes of a sealed ballot: one length, two layers, nothing else fits."""

import json
import uuid

import pytest
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey

from endorsements import envelopes
from endorsements.envelopes import InnerText, OuterText
from endorsements.errors import DoesNotAddUp
from endorsements.protocol.digests import commitment_digest, inner_digest, pack, receipt_message
from endorsements.protocol.records import CODE_ALPHABET, is_code

ROUND = uuid.UUID(int=7)
SLOT = bytes(range(16))
MIX, TALLY = PrivateKey.generate(), PrivateKey.generate()
CODE = "ABCDEFGHJKMN"
PAD_TO = 512
SEAL_BYTES = 48


def text(selection="ash", **fields):
    choices = (("governor", CODE, selection),)
    values = {"round_id": ROUND, "definition_hash": b"d" * 32, "style": "S1", "choices": choices}
    return InnerText(**values | fields)


def sealed(selection="ash", *, version=1, pad_to=PAD_TO):
    return envelopes.seal(
        text(selection),
        slot=SLOT,
        version=version,
        pad_to=pad_to,
        mix_key=bytes(MIX.public_key),
        tally_key=bytes(TALLY.public_key),
    )


def outer_of(*fields):
    return bytes(SealedBox(MIX.public_key).encrypt(pack(*fields)))


def inner_of(plain: bytes):
    return bytes(SealedBox(TALLY.public_key).encrypt(plain))


def as_inner(value):
    return inner_of(json.dumps(value).encode() + b"\x80\x00\x00")


GOOD = {
    "v": 1,
    "round": ROUND.hex,
    "definition": "64" * 32,
    "style": "S1",
    "nonce": "00" * 16,
    "ballot": [["governor", CODE, "ash"]],
}


def test_a_ballot_is_opened_layer_by_layer():
    ballot = sealed(version=3)

    outer = envelopes.open_outer(MIX, ballot.outer)
    assert outer == OuterText(ROUND, SLOT, 3, outer.inner)
    assert envelopes.open_inner(TALLY, outer.inner) == text()
    assert ballot.commitment == commitment_digest(ballot.outer)
    assert ballot.inner_hash == inner_digest(outer.inner)


def test_the_same_choice_is_never_sealed_alike():
    ballots = [sealed() for _ in range(5)]

    assert len({ballot.outer for ballot in ballots}) == 5
    assert len({ballot.inner_hash for ballot in ballots}) == 5


@pytest.mark.parametrize("selection", ["", "ash", "a" * 40, "no-endorsement", "ö" * 20])
def test_all_ballots_have_one_length(selection):
    ballot = sealed(selection)

    assert len(ballot.outer) == len(sealed().outer)
    assert len(envelopes.open_outer(MIX, ballot.outer).inner) == PAD_TO + SEAL_BYTES


def test_padding_fits_the_longest_ballot_of_any_style():
    short, long = text(""), text("a" * 200)

    length = envelopes.padded_length([short, long])

    assert length % 64 == 0
    assert length > len(long.as_json(bytes(16)))
    sealed("a" * 200, pad_to=length)


def test_a_ballot_longer_than_the_rounds_length_is_not_sealed():
    with pytest.raises(ValueError, match="longer than"):
        sealed("a" * PAD_TO)


def test_neither_key_opens_the_others_layer():
    ballot = sealed()
    inner = envelopes.open_outer(MIX, ballot.outer).inner

    with pytest.raises(DoesNotAddUp, match="cannot be opened"):
        envelopes.open_outer(TALLY, ballot.outer)
    with pytest.raises(DoesNotAddUp, match="cannot be opened"):
        envelopes.open_inner(MIX, inner)


@pytest.mark.parametrize("at", [0, 31, 32, 60, -1])
def test_an_envelope_with_one_bit_flipped_is_not_opened(at):
    outer = bytearray(sealed().outer)
    outer[at] ^= 1

    with pytest.raises(DoesNotAddUp):
        envelopes.open_outer(MIX, bytes(outer))


@pytest.mark.parametrize("outer", [b"", b"x", b"x" * 47, b"x" * 200])
def test_what_was_never_sealed_is_not_opened(outer):
    with pytest.raises(DoesNotAddUp):
        envelopes.open_outer(MIX, outer)


@pytest.mark.parametrize(
    "fields",
    [
        (),
        ("outer/1", ROUND.bytes, SLOT, 1),
        ("outer/1", ROUND.bytes, SLOT, 1, b"inner", b"more"),
        ("outer/2", ROUND.bytes, SLOT, 1, b"inner"),
        ("outer/1", ROUND.bytes[:15], SLOT, 1, b"inner"),
        ("outer/1", ROUND.bytes, SLOT[:15], 1, b"inner"),
    ],
)
def test_an_envelope_holds_what_it_must_hold(fields):
    with pytest.raises(DoesNotAddUp, match="does not hold what an envelope must hold"):
        envelopes.open_outer(MIX, outer_of(*fields))


@pytest.mark.parametrize("tail", [b"\x00", b"\x00\x00\x00\x09short", b"\xff\xff\xff\xff"])
def test_nothing_hides_behind_the_fields_of_an_envelope(tail):
    packed = pack("outer/1", ROUND.bytes, SLOT, 1, b"inner") + tail
    outer = bytes(SealedBox(PublicKey(bytes(MIX.public_key))).encrypt(packed))

    with pytest.raises(DoesNotAddUp, match="does not hold what an envelope must hold"):
        envelopes.open_outer(MIX, outer)


MALFORMED = [
    inner_of(b""),
    inner_of(b"{}"),
    inner_of(b"{}\x80\x01"),
    inner_of(b"\x80"),
    inner_of(b"not json\x80"),
    inner_of(b"\xff\xfe\x80"),
    inner_of(b"[" * 100_000 + b"\x80"),
    as_inner([]),
    as_inner(None),
    as_inner(GOOD | {"v": 2}),
    as_inner(GOOD | {"round": "zz"}),
    as_inner(GOOD | {"round": 7}),
    as_inner(GOOD | {"definition": "zz"}),
    as_inner(GOOD | {"definition": None}),
    as_inner(GOOD | {"ballot": 5}),
    as_inner(GOOD | {"ballot": [["governor", CODE]]}),
    as_inner(GOOD | {"ballot": [["governor", CODE, "ash", "birch"]]}),
    as_inner({key: value for key, value in GOOD.items() if key != "style"}),
]


@pytest.mark.parametrize("inner", MALFORMED, ids=range(len(MALFORMED)))
def test_an_inner_ballot_holds_what_it_must_hold(inner):
    with pytest.raises(DoesNotAddUp, match="does not hold what a ballot must hold"):
        envelopes.open_inner(TALLY, inner)


def test_a_good_inner_ballot_is_read():
    assert envelopes.open_inner(TALLY, as_inner(GOOD)) == text()


@pytest.mark.parametrize(
    ("selection", "read"),
    [
        (None, "null"),
        (["ash", "birch"], '["ash", "birch"]'),
        ("elm", "elm"),
        ("a\x00b", '"a\\u0000b"'),
        ("\ud800", '"\\ud800"'),
        ("ash\nbirch", '"ash\\nbirch"'),
    ],
)
def test_an_illegal_selection_is_kept_as_text_that_can_be_stored(selection, read):
    inner = as_inner(GOOD | {"ballot": [["governor", CODE, selection]]})

    [(_, _, kept)] = envelopes.open_inner(TALLY, inner).choices

    assert kept == read


def test_codes_are_of_the_alphabet_and_do_not_repeat():
    codes = {envelopes.new_code() for _ in range(500)}

    assert len(codes) == 500
    assert all(is_code(code) for code in codes)
    assert set("".join(codes)) == set(CODE_ALPHABET)


def test_slots_do_not_repeat():
    assert len({envelopes.new_slot() for _ in range(500)}) == 500


def test_a_receipt_is_signed_for_its_round_slot_version_and_ballot_alone():
    key = SigningKey.generate()
    public, commitment = bytes(key.verify_key), b"c" * 32
    signature = envelopes.sign_receipt(
        key, round_id=ROUND, slot=SLOT, version=2, commitment=commitment
    )

    assert envelopes.is_signed(public, receipt_message(ROUND.bytes, SLOT, 2, commitment), signature)
    for other in (
        receipt_message(uuid.UUID(int=8).bytes, SLOT, 2, commitment),
        receipt_message(ROUND.bytes, SLOT[::-1], 2, commitment),
        receipt_message(ROUND.bytes, SLOT, 3, commitment),
        receipt_message(ROUND.bytes, SLOT, 2, b"d" * 32),
    ):
        assert not envelopes.is_signed(public, other, signature)


@pytest.mark.parametrize(
    ("public", "signature"), [(b"", b"s" * 64), (b"p" * 32, b"s" * 64), (b"p" * 32, b"")]
)
def test_what_is_no_signature_is_none(public, signature):
    assert not envelopes.is_signed(public, b"message", signature)


def test_no_printed_form_of_a_ballot_shows_its_choice():
    assert "birch" not in repr(text("birch"))
    assert CODE not in repr(text())
