"""Envelopes and log changed past every guard before the mix: the round is held, unopened."""

import pytest

from endorsements import envelopes, keys
from endorsements.models import (
    Checkpoint,
    Envelope,
    InnerBallot,
    KeyName,
    LogEntry,
)
from endorsements.protocol import chain
from endorsements.protocol.digests import commitment_digest
from endorsements.protocol.merkle import values_root
from tests.attacks.held_rounds import BROKEN, assert_held, change_a_line, closed
from tests.factories.endorsements import (
    cast,
    cast_all,
    close,
    entries,
    fresh,
    open_round,
)
from tests.tampering import force, guards_off

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bells")]


@pytest.fixture(scope="module")
def closed_once(rows_of_the_module):
    return closed()


@pytest.fixture
def voting_round(closed_once):
    path = keys._path(closed_once.pk, KeyName.MIX)
    seed = path.read_bytes()
    yield fresh(closed_once)
    path.write_bytes(seed)


def flip(voting_round):
    one = Envelope.objects.first()
    sealed = bytearray(one.sealed)
    sealed[40] ^= 1
    Envelope.objects.filter(pk=one.pk).update(sealed=bytes(sealed))


def drop_envelope(voting_round):
    Envelope.objects.first().delete()


def swap_envelopes(voting_round):
    one, other = Envelope.objects.all()[:2]
    Envelope.objects.filter(pk=one.pk).update(sealed=other.sealed)
    Envelope.objects.filter(pk=other.pk).update(sealed=one.sealed)


def another_version(voting_round):
    Envelope.objects.filter(pk=Envelope.objects.first().pk).update(version=2)


def well_sealed(voting_round, slot, version=1):
    """What only somebody who knows the protocol can make: a ballot sealed for the round's keys."""
    text = envelopes.InnerText(
        voting_round.pk,
        bytes(voting_round.definition_hash),
        "S1",
        (("governor", envelopes.new_code(), "birch"),),
    )
    return envelopes.seal(
        text,
        slot=slot,
        version=version,
        pad_to=voting_round.pad_to,
        mix_key=bytes(voting_round.mix_key),
        tally_key=bytes(voting_round.tally_key),
    )


def stayed_at_home(voting_round):
    return bytes(entries(voting_round)[-1].slot)


def add_envelope(voting_round):
    slot = stayed_at_home(voting_round)
    Envelope.objects.create(
        slot=slot,
        round=voting_round,
        version=1,
        form=b"f" * 16,
        sealed=well_sealed(voting_round, slot).outer,
    )


def replace_envelope(voting_round):
    one = Envelope.objects.first()
    sealed = well_sealed(voting_round, bytes(one.slot)).outer
    Envelope.objects.filter(pk=one.pk).update(sealed=sealed)


def lose_the_mix_key(voting_round):
    keys.destroy(voting_round.pk, KeyName.MIX)


def exchange_the_mix_key(voting_round):
    keys.destroy(voting_round.pk, KeyName.MIX)
    keys.make(voting_round.pk, KeyName.MIX)


NOT_THE_LAST = "An envelope is not the one that the log says was recorded last."


@pytest.mark.parametrize(
    ("tamper", "reason"),
    [
        (flip, NOT_THE_LAST),
        (drop_envelope, "1 ballots in the log have no envelope."),
        (swap_envelopes, NOT_THE_LAST),
        (another_version, NOT_THE_LAST),
        (add_envelope, NOT_THE_LAST),
        (replace_envelope, NOT_THE_LAST),
        (lose_the_mix_key, "The mix key of the round is missing."),
        (exchange_the_mix_key, "cannot be opened with the round's key"),
    ],
)
def test_an_envelope_tampered_with_holds_the_round(voting_round, tamper, reason):
    with guards_off():
        tamper(voting_round)

    assert_held(voting_round, "mix_round", reason)

    assert not InnerBallot.objects.exists()


def test_an_older_envelope_put_back_holds_the_round():
    voting_round = open_round(1)
    cast(entries(voting_round)[0], "ash")
    mine = Envelope.objects.filter(round=voting_round)
    older = mine.values().get()
    cast(entries(voting_round)[0], "birch")
    close(voting_round)
    with guards_off():
        mine.update(**older)

    assert_held(voting_round, "mix_round", NOT_THE_LAST)


def elsewhere(field, value):
    """A ballot box that seals a ballot for another slot, round or version than it signs."""

    def seal(text, **others):
        if field == "round":
            text = envelopes.InnerText(value, text.definition_hash, text.style, text.choices)
            return envelopes_seal(text, **others)
        return envelopes_seal(text, **others | {field: value})

    return seal


envelopes_seal = envelopes.seal


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("slot", b"another slot now"),
        ("version", 2),
        ("round", envelopes.UUID(int=7)),
    ],
)
def test_an_envelope_sealed_for_elsewhere_holds_the_round(monkeypatch, field, value):
    voting_round = open_round(2)
    with monkeypatch.context() as patch:
        patch.setattr(envelopes, "seal", elsewhere(field, value))
        cast(entries(voting_round)[0], "ash")
    close(voting_round)

    reason = "An envelope was sealed for another slot, round or version."
    assert_held(voting_round, "mix_round", reason)


# --- The log


def drop_a_line(voting_round):
    LogEntry.objects.filter(seq=2).delete()


def swap_lines(voting_round):
    one, other = LogEntry.objects.filter(seq__in=[1, 2]).order_by("seq")
    LogEntry.objects.filter(pk=one.pk).update(payload=other.payload, signature=other.signature)
    LogEntry.objects.filter(pk=other.pk).update(payload=one.payload, signature=one.signature)


def rewrite(voting_round, payloads):
    """The whole log written anew with right heads, as somebody without the signing key can."""
    LogEntry.objects.filter(round=voting_round).delete()
    head = b""
    for seq, (kind, payload, signature) in enumerate(payloads):
        head = chain.next_head(head, seq, kind, payload) if seq else chain.genesis_head(payload)
        LogEntry.objects.create(
            round=voting_round, seq=seq, kind=kind, payload=payload, head=head, signature=signature
        )


def lines(voting_round):
    logged = LogEntry.objects.filter(round=voting_round).in_order()
    return [(entry.kind, entry.payload, entry.signature) for entry in logged]


def with_close_of(payloads, voting_round):
    """The same lines with a close entry that fits them."""
    commitments = [
        bytes.fromhex(one["commitment"]) for kind, one, _ in payloads if kind == chain.CAST
    ]
    fitting = {
        "count": len(commitments),
        "root": values_root(commitments).hex(),
        "styles": {"S1": len(commitments)},
    }
    return [
        (kind, one | fitting if kind == chain.CLOSE else one, signature)
        for kind, one, signature in payloads
    ]


def take_a_ballot_out_of_everything(voting_round):
    payloads = lines(voting_round)
    kind, payload, _ = payloads.pop(1)
    assert kind == "cast"
    Envelope.objects.filter(slot=bytes.fromhex(payload["slot"])).delete()
    rewrite(voting_round, with_close_of(payloads, voting_round))


def stuff_a_ballot_into_everything(voting_round):
    slot = stayed_at_home(voting_round)
    sealed = well_sealed(voting_round, slot)
    Envelope.objects.create(
        slot=slot, round=voting_round, version=1, form=b"f" * 16, sealed=sealed.outer
    )
    assert sealed.commitment == commitment_digest(sealed.outer)
    payloads = lines(voting_round)
    stuffed = {"slot": slot.hex(), "version": 1, "commitment": sealed.commitment.hex()}
    payloads.insert(1, ("cast", stuffed, b"s" * 64))
    rewrite(voting_round, with_close_of(payloads, voting_round))


def forget_what_was_signed(act):
    """The same, and every checkpoint in the database replaced by one that only looks signed."""

    def thoroughly(voting_round):
        act(voting_round)
        Checkpoint.objects.all().delete()
        last = LogEntry.objects.in_order().last()
        Checkpoint.objects.create(
            round=voting_round,
            seq=last.seq,
            head=last.head,
            slots=sum(kind == "cast" for kind, _, _ in lines(voting_round)),
            at=voting_round.opens_at,
            signature=b"s" * 64,
        )

    return thoroughly


NOT_SIGNED = "The log is not the one that was signed."


@pytest.mark.parametrize(
    ("tamper", "reason"),
    [
        (drop_a_line, BROKEN),
        (change_a_line, BROKEN),
        (swap_lines, BROKEN),
        (take_a_ballot_out_of_everything, NOT_SIGNED),
        (stuff_a_ballot_into_everything, NOT_SIGNED),
        (forget_what_was_signed(take_a_ballot_out_of_everything), NOT_SIGNED),
        (forget_what_was_signed(stuff_a_ballot_into_everything), NOT_SIGNED),
    ],
)
def test_a_log_tampered_with_holds_the_round(voting_round, tamper, reason):
    with guards_off():
        tamper(voting_round)

    assert_held(voting_round, "mix_round", reason)

    assert not InnerBallot.objects.exists()


def test_a_ballot_stuffed_in_while_the_round_is_open_holds_it():
    """The database lets it in; what it cannot have is the ballot box's signature."""
    voting_round = open_round(2)
    cast_all(voting_round, ["ash"])
    slot = bytes(entries(voting_round)[1].slot)
    sealed = well_sealed(voting_round, slot)
    Envelope.objects.create(
        slot=slot, round=voting_round, version=1, form=b"f" * 16, sealed=sealed.outer
    )
    LogEntry.objects.create(
        round=voting_round,
        kind="cast",
        payload={"slot": slot.hex(), "version": 1, "commitment": sealed.commitment.hex()},
        signature=b"s" * 64,
    )
    close(voting_round)

    assert_held(voting_round, "mix_round", "was not signed by the ballot box")


@pytest.mark.parametrize(
    ("make", "status", "step"),
    [(lambda: open_round(1), "closed", "mix_round"), (closed, "mixed", "tally_round")],
)
def test_a_status_written_past_the_commands_holds_the_round(make, status, step):
    voting_round = force(make(), status=status)

    assert_held(voting_round, step, f"The round is {status}, and its log says otherwise.")
