"""Many rows at once: what is written is what was given, and no rule is passed over."""

import pytest
from django.db import IntegrityError, InternalError

from endorsements import mixing
from endorsements.models import CastRecord, Contest, InnerBallot
from members import bulk
from tests.factories.endorsements import close, open_round

pytestmark = pytest.mark.django_db
COLUMNS = ["contest_id", "code", "selection"]


@pytest.fixture
def contest():
    voting_round = open_round(1)
    close(voting_round)
    mixing.mix(voting_round.pk)
    return Contest.objects.get(round=voting_round)


def stored():
    return list(CastRecord.objects.order_by("code").values_list("code", "selection"))


@pytest.mark.parametrize("at_once", [2, 10_000])
def test_rows_come_back_as_they_were_given(contest, monkeypatch, at_once):
    monkeypatch.setattr(bulk, "ROWS_AT_ONCE", at_once)
    texts = ["ash", "", "\\N", "a\tb", "a\nb\r", "\\x41", '"a,b"', "\\", "ä>ö", "\\."]
    records = [(f"CODE{number}", text) for number, text in enumerate(texts)]

    bulk.insert(CastRecord, COLUMNS, ((contest.pk, code, text) for code, text in records))

    assert stored() == records


def test_nothing_to_write_is_written(contest):
    bulk.insert(CastRecord, COLUMNS, [])

    assert stored() == []


def test_bytes_and_ids_are_written(django_assert_num_queries):
    voting_round = open_round(1)
    close(voting_round)
    row = (b"\x00\\\n\xff" * 8, voting_round.pk, b"\t\x80sealed")

    bulk.insert(InnerBallot, ["hash", "round_id", "sealed"], [row])

    ballot = InnerBallot.objects.get()
    assert (bytes(ballot.hash), ballot.round_id, bytes(ballot.sealed)) == row


def test_a_constraint_holds(contest):
    with pytest.raises(IntegrityError, match="code_once_in_a_contest"):
        bulk.insert(CastRecord, COLUMNS, [(contest.pk, "CODE", "ash"), (contest.pk, "CODE", "")])


def test_a_trigger_holds():
    open_contest = Contest.objects.get(round=open_round(1))

    with pytest.raises(InternalError, match="written by the count alone"):
        bulk.insert(CastRecord, COLUMNS, [(open_contest.pk, "CODE", "ash")])
