"""Ballots, records and results changed past every guard: the round is held, unpublished."""

import pytest
from nacl.public import PublicKey, SealedBox

from endorsements import envelopes, keys
from endorsements.models import (
    Candidate,
    CastRecord,
    InnerBallot,
    KeyName,
    RecordFile,
    Result,
    RollEntry,
    Round,
)
from endorsements.protocol.digests import inner_digest
from tests.attacks.held_rounds import BROKEN, assert_held, change_a_line, counted, mixed
from tests.tampering import guards_off

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bells")]


def sealed_for_the_count(voting_round, plain=None):
    text = plain or envelopes.InnerText(
        voting_round.pk,
        bytes(voting_round.definition_hash),
        "S1",
        (("governor", envelopes.new_code(), "birch"),),
    ).as_json(bytes(16))
    padded = envelopes._pad(text, voting_round.pad_to)
    return bytes(SealedBox(PublicKey(bytes(voting_round.tally_key))).encrypt(padded))


def change_an_inner_ballot(voting_round):
    one = InnerBallot.objects.first()
    InnerBallot.objects.filter(pk=one.pk).update(sealed=sealed_for_the_count(voting_round))


def replace_an_inner_ballot(voting_round):
    one, sealed = InnerBallot.objects.first(), sealed_for_the_count(voting_round)
    InnerBallot.objects.filter(pk=one.pk).update(sealed=sealed, hash=inner_digest(sealed))


def drop_an_inner_ballot(voting_round):
    InnerBallot.objects.filter(pk=InnerBallot.objects.first().pk)._raw_delete("default")


def add_an_inner_ballot(voting_round):
    sealed = sealed_for_the_count(voting_round)
    InnerBallot.objects.create(hash=inner_digest(sealed), round=voting_round, sealed=sealed)


def double_an_inner_ballot(voting_round):
    one = InnerBallot.objects.first()
    InnerBallot.objects.create(hash=b"x" * 32, round=voting_round, sealed=one.sealed)


def lose_the_tally_key(voting_round):
    path = keys._path(voting_round.pk, KeyName.TALLY)
    path.write_bytes(b"x" * 31)


def exchange_the_tally_key(voting_round):
    path = keys._path(voting_round.pk, KeyName.TALLY)
    path.write_bytes(b"x" * 32)


NOT_OF_THE_MIX = "The inner ballots are not those that came out of the mixing."


@pytest.mark.parametrize(
    ("tamper", "reason"),
    [
        (change_an_inner_ballot, "An inner ballot is not the one that came out of the mixing."),
        (replace_an_inner_ballot, NOT_OF_THE_MIX),
        (drop_an_inner_ballot, NOT_OF_THE_MIX),
        (add_an_inner_ballot, NOT_OF_THE_MIX),
        (double_an_inner_ballot, "An inner ballot is not the one that came out of the mixing."),
        (change_a_line, BROKEN),
        (lose_the_tally_key, "The file of the tally key of the round is damaged."),
        (exchange_the_tally_key, "cannot be opened with the round's key"),
    ],
)
def test_an_inner_ballot_tampered_with_holds_the_round(tamper, reason):
    voting_round = mixed()
    with guards_off():
        tamper(voting_round)

    assert_held(voting_round, "tally_round", reason)

    assert not CastRecord.objects.exists()
    assert not Result.objects.exists()


# --- Records and results, between counting and publication


def change_a_record(voting_round):
    CastRecord.objects.filter(pk=CastRecord.objects.filter(selection="ash").first().pk).update(
        selection="birch"
    )


def drop_a_record(voting_round):
    CastRecord.objects.filter(pk=CastRecord.objects.first().pk)._raw_delete("default")


def add_a_record(voting_round):
    contest = CastRecord.objects.first().contest
    CastRecord.objects.create(contest=contest, code="ABCDEFGHJKMN", selection="ash")


def change_the_numbers(voting_round):
    numbers = Result.objects.get().numbers
    Result.objects.update(numbers=numbers | {"winners": ["birch"]})


def change_the_outcome(voting_round):
    Result.objects.update(outcome="tie")


def drop_the_result(voting_round):
    Result.objects.all()._raw_delete("default")


def change_the_definition(voting_round):
    definition = voting_round.definition
    definition["contests"][0]["threshold"]["share"] = "1/5"
    Round.objects.update(definition=definition)


def change_the_roll(voting_round):
    RecordFile.objects.filter(name="roll.txt").update(content="")


def add_to_the_roll(voting_round):
    one = RollEntry.objects.first()
    RollEntry.objects.filter(pk=one.pk).update(style="S9")


def withdraw_past_the_log(voting_round):
    Candidate.objects.filter(key="ash").update(is_withdrawn=True)


RECORDS = "The stored records are not those that were counted."
RESULTS = "The stored results are not those that were counted."


@pytest.mark.parametrize(
    ("tamper", "reason"),
    [
        (change_a_record, RECORDS),
        (drop_a_record, RECORDS),
        (add_a_record, RECORDS),
        (change_the_numbers, RESULTS),
        (change_the_outcome, RESULTS),
        (drop_the_result, RESULTS),
        (drop_an_inner_ballot, NOT_OF_THE_MIX),
        (change_the_definition, "The definition is not the one that was frozen."),
        (change_the_roll, "The roll is not the one that was frozen."),
        (add_to_the_roll, "The members on the roll are not those whose slots were published."),
        (withdraw_past_the_log, "The candidates who withdrew are not those in the log."),
        (change_a_line, BROKEN),
    ],
)
def test_a_result_tampered_with_is_not_published(tamper, reason):
    voting_round = counted()
    with guards_off():
        tamper(voting_round)

    assert_held(voting_round, "publish_round", reason)
