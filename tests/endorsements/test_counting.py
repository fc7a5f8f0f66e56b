"""Counting: inner ballots become records and results; nothing is dropped."""

import json

import pytest

from endorsements import counting, custody, envelopes, log, mixing, rounds
from endorsements.models import (
    Candidate,
    CastRecord,
    InnerBallot,
    KeyName,
    LogEntry,
    Result,
    RoundStatus,
)
from endorsements.protocol.records import records_root
from endorsements.protocol.results import result_document, result_hash
from members.models import Member
from tests.factories.endorsements import (
    CandidateFactory,
    ContestFactory,
    cast,
    cast_all,
    close,
    counted_round,
    draft_round,
    entries,
    fresh,
    open_round,
    scheduled_round,
)
from tests.factories.members import ChapterFactory, StaffFactory

pytestmark = pytest.mark.django_db


def records():
    return sorted(CastRecord.objects.values_list("contest__key", "code", "selection"))


def logged_tally(voting_round):
    return LogEntry.objects.get(round=voting_round, kind="tally").payload


def test_every_ballot_becomes_a_record_under_its_code():
    voting_round = open_round(3)
    receipts = cast_all(voting_round, ["ash", "birch", ""])
    close(voting_round)
    mixing.mix(voting_round.pk)

    assert counting.tally(voting_round.pk)

    assert records() == sorted(
        ("governor", one.codes["governor"], one.selections["governor"]) for one in receipts
    )
    counted = fresh(voting_round)
    assert counted.status == RoundStatus.COUNTED
    assert counted.counted_at is not None


def test_the_log_fixes_records_and_results():
    voting_round = counted_round(["ash", "ash", "birch"])

    pairs = CastRecord.objects.values_list("code", "selection")
    numbers, salt = Result.objects.get().numbers, bytes(voting_round.result_salt).hex()
    document = result_document(voting_round.definition, [numbers], roll_count=3, salt=salt)
    assert logged_tally(voting_round) == {
        "count": 3,
        "records": {"governor": {"count": 3, "root": records_root(pairs).hex()}},
        "result": result_hash(document).hex(),
    }


def test_the_result_says_the_numbers_and_the_outcome():
    counted_round(["ash", "ash", "ash", "birch", "no-endorsement", ""])

    result = Result.objects.get()
    assert result.outcome == result.numbers["outcome"] == "endorsed"
    assert result.numbers["tallies"] == {"ash": 3, "birch": 1, "no-endorsement": 1}
    assert (result.numbers["cast"], result.numbers["blank"]) == (6, 1)
    assert (result.numbers["denominator"], result.numbers["eligible"]) == (5, 6)


def test_counting_waits_for_its_turn_and_is_done_once():
    for voting_round in (scheduled_round(1), open_round(1)):
        assert not counting.tally(voting_round.pk)
    voting_round = counted_round(["ash"])
    before = (records(), list(LogEntry.objects.values()), fresh(voting_round).counted_at)

    assert counting.tally(voting_round.pk)

    assert (records(), list(LogEntry.objects.values()), fresh(voting_round).counted_at) == before


def test_a_round_without_ballots_is_counted():
    voting_round = counted_round([])

    assert Result.objects.get().outcome == "no_endorsement"
    assert logged_tally(voting_round)["records"]["governor"]["count"] == 0


def test_a_vote_for_who_withdrew_afterwards_counts_as_blank():
    voting_round = open_round(3)
    cast_all(voting_round, ["ash", "ash", "birch"])
    rounds.withdraw_candidate(
        Candidate.objects.get(key="ash").pk, by=StaffFactory(), proposed_by=StaffFactory()
    )
    close(voting_round)
    mixing.mix(voting_round.pk)
    counting.tally(voting_round.pk)

    numbers = Result.objects.get().numbers
    assert (numbers["cast"], numbers["blank"], numbers["marked"]) == (3, 2, 1)
    assert numbers["withdrawn"] == ["ash"]
    assert numbers["winners"] == ["birch"]
    assert sorted(selection for _, _, selection in records()) == ["ash", "ash", "birch"]


def test_contests_of_several_styles_are_counted_apart():
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
    log.sign_checkpoint(voting_round.pk)
    in_chapter = [one for one in entries(voting_round) if one.style == "S2"]
    at_large = [one for one in entries(voting_round) if one.style == "S1"]
    cast(in_chapter[0], governor="ash", mayor="oak")
    cast(in_chapter[1], governor="birch", mayor="")
    cast(at_large[0], governor="ash")
    close(voting_round)
    mixing.mix(voting_round.pk)
    counting.tally(voting_round.pk)

    numbers = {result.contest.key: result.numbers for result in Result.objects.all()}
    assert (numbers["governor"]["cast"], numbers["governor"]["eligible"]) == (3, 4)
    assert (numbers["mayor"]["cast"], numbers["mayor"]["eligible"]) == (2, 2)
    assert LogEntry.objects.get(kind="close").payload["styles"] == {"S1": 1, "S2": 2}
    codes = [code for _, code, _ in records()]
    assert len(set(codes)) == len(codes) == 5


@pytest.mark.parametrize("selection", ["elm", None, ["ash", "birch"], "a\x00b", "\ud800", "=cmd()"])
def test_an_illegal_selection_counts_as_invalid_and_is_never_dropped(monkeypatch, selection):
    voting_round = open_round(2)
    first, second = entries(voting_round)
    cast(first, "ash")
    as_json = envelopes.InnerText.as_json

    def hostile(self, nonce):
        value = json.loads(as_json(self, nonce))
        value["ballot"][0][2] = selection
        return json.dumps(value).encode()

    with monkeypatch.context() as patch:
        patch.setattr(envelopes.InnerText, "as_json", hostile)
        cast(second, "ash")
    close(voting_round)
    mixing.mix(voting_round.pk)

    assert counting.tally(voting_round.pk)

    numbers = Result.objects.get().numbers
    assert (numbers["cast"], numbers["invalid"], numbers["marked"]) == (2, 1, 1)
    assert CastRecord.objects.count() == 2


def test_nothing_is_left_of_which_ballots_belonged_together():
    columns = [field.name for field in CastRecord._meta.concrete_fields]

    assert columns == ["id", "contest", "code", "selection"]
    assert [field.name for field in InnerBallot._meta.concrete_fields] == [
        "hash",
        "round",
        "sealed",
    ]
