"""Ballots that a broken or hostile server sealed and signed: counted as invalid, or held."""

import json

import pytest

from endorsements import custody, envelopes, mixing, rounds, tasks
from endorsements.models import CastRecord, KeyName
from members.models import Member
from tests.factories.endorsements import (
    CandidateFactory,
    ContestFactory,
    cast,
    close,
    draft_round,
    entries,
    fresh,
    open_round,
)
from tests.factories.members import ChapterFactory, StaffFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bells")]
CODE = "ABCDEFGHJKMN"
CONTESTS = "An inner ballot does not hold each contest of its style once."
CODES = "An inner ballot holds something that is not a check code."
MALFORMED = "An inner ballot does not hold what a ballot must hold."


def set_to(**fields):
    return lambda ballot: ballot.update(fields)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (set_to(round="07" * 16), "made for another round or definition"),
        (set_to(definition="07" * 32), "made for another round or definition"),
        (set_to(style="S2"), CONTESTS),
        (set_to(ballot=[]), CONTESTS),
        (set_to(ballot=[["governor", CODE, "ash"], ["governor", "BBCDEFGHJKMN", "ash"]]), CONTESTS),
        (set_to(ballot=[["mayor", CODE, "ash"]]), CONTESTS),
        (set_to(ballot=[["governor", CODE, ""], ["mayor", CODE, ""]]), CONTESTS),
        (set_to(ballot=[["governor", CODE.lower(), "ash"]]), CODES),
        (set_to(ballot=[["governor", "SHORT", "ash"]]), CODES),
        (set_to(ballot=[["governor", "", "ash"]]), CODES),
        (set_to(v=2), MALFORMED),
        (set_to(ballot="ash"), MALFORMED),
    ],
)
def test_a_ballot_that_is_none_holds_the_round(monkeypatch, change, reason):
    voting_round = open_round(2)
    first, second = entries(voting_round)
    cast(first, "ash")
    as_json = envelopes.InnerText.as_json

    def broken(self, nonce):
        # Without its nonce there is room for more than there should be.
        ballot = json.loads(as_json(self, nonce)) | {"nonce": ""}
        change(ballot)
        return json.dumps(ballot, separators=(",", ":")).encode()

    with monkeypatch.context() as patch:
        patch.setattr(envelopes.InnerText, "as_json", broken)
        cast(second, "ash")
    close(voting_round)
    mixing.mix(voting_round.pk)
    tasks.tally_round(str(voting_round.pk))

    held = fresh(voting_round)
    assert (held.status, held.held_from) == ("held", "mixed")
    assert reason in held.stop_reason
    assert not CastRecord.objects.exists()


def test_a_ballot_of_another_style_than_its_slots_holds_the_round(monkeypatch):
    """It is whole and well made, but it votes where its voter may not."""
    voting_round = draft_round(4)
    chapter = ChapterFactory()
    contest = ContestFactory(round=voting_round, key="mayor", chapter=chapter)
    CandidateFactory(contest=contest, key="oak")
    for member in Member.objects.order_by("pk")[:2]:
        member.chapters.add(chapter)
    rounds.schedule(voting_round.pk, by=StaffFactory())
    for key in KeyName:
        custody.make_key(voting_round.pk, key)
    rounds.open_voting(voting_round.pk)
    at_large = next(entry for entry in entries(voting_round) if entry.style == "S1")
    as_json = envelopes.InnerText.as_json

    def broken(self, nonce):
        more = [["governor", CODE, "ash"], ["mayor", CODE, "oak"]]
        ballot = json.loads(as_json(self, nonce)) | {"style": "S2", "ballot": more}
        return json.dumps(ballot, separators=(",", ":")).encode()

    with monkeypatch.context() as patch:
        patch.setattr(envelopes.InnerText, "as_json", broken)
        cast(at_large, "ash")
    close(voting_round)
    mixing.mix(voting_round.pk)
    tasks.tally_round(str(voting_round.pk))

    reason = "The ballots of a style are not as many as the slots that voted."
    assert fresh(voting_round).stop_reason == reason


def test_two_ballots_with_one_code_hold_the_round(monkeypatch):
    voting_round = open_round(2)
    monkeypatch.setattr(envelopes, "new_code", lambda: CODE)
    for entry in entries(voting_round):
        cast(entry, "ash")
    close(voting_round)
    mixing.mix(voting_round.pk)
    tasks.tally_round(str(voting_round.pk))

    assert fresh(voting_round).stop_reason == "Two ballots carry the same check code."
    assert not CastRecord.objects.exists()


def test_one_inner_ballot_in_two_envelopes_holds_the_round(monkeypatch):
    voting_round = open_round(2)
    kept, encrypt = [], envelopes.SealedBox.encrypt

    def copy_the_first(self, plain):
        is_inner = not plain.startswith(b"\x00\x00\x00\x07outer/1")
        if is_inner and kept:
            return kept[0]
        sealed = encrypt(self, plain)
        if is_inner:
            kept.append(sealed)
        return sealed

    with monkeypatch.context() as patch:
        patch.setattr(envelopes.SealedBox, "encrypt", copy_the_first)
        for entry in entries(voting_round):
            cast(entry, "ash")
    close(voting_round)
    tasks.mix_round(str(voting_round.pk))

    assert fresh(voting_round).stop_reason == "Two envelopes hold the same inner ballot."
