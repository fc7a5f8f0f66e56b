"""The public record: when, what, and that it is what was counted."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta

import pytest

from endorsements import counting, keys, log, mixing, publication
from endorsements.models import CastRecord, InnerBallot, KeyName, RecordFile, RoundStatus
from tests.factories.endorsements import (
    cast,
    cast_all,
    certified_round,
    close,
    counted_round,
    draft_round,
    entries,
    fresh,
    open_round,
    published_round,
    scheduled_round,
)

pytestmark = pytest.mark.django_db
AFTER_PUBLICATION = [
    "checkpoints.jsonl",
    "definition.json",
    "inner_hashes.txt",
    "log.jsonl",
    "records/governor.csv",
    "result.json",
    "roll.txt",
    "verify.py",
    "SHA256SUMS",
]


def content(voting_round, name):
    return "".join(publication.file_content(voting_round, name))


def test_a_counted_round_is_published_at_once():
    voting_round = counted_round(["ash"])

    assert publication.publish(voting_round.pk)

    published = fresh(voting_round)
    assert published.status == RoundStatus.PUBLISHED
    assert published.published_at >= published.counted_at


def test_an_embargo_holds_the_publication_back(set_clock):
    voting_round = counted_round(["ash"], embargo_hours=2)
    due = voting_round.counted_at + timedelta(hours=2)

    assert not publication.publish(voting_round.pk)
    set_clock(due - timedelta(microseconds=1))
    assert not publication.publish(voting_round.pk)
    set_clock(due)
    assert publication.publish(voting_round.pk)

    assert fresh(voting_round).published_at == due


def test_publishing_waits_for_its_turn_and_is_done_once():
    assert not publication.publish(open_round(1).pk)
    voting_round = published_round(["ash"])
    before = list(RecordFile.objects.values())

    assert publication.publish(voting_round.pk)

    assert list(RecordFile.objects.values()) == before


def test_before_publication_only_the_log_is_public():
    for make in (draft_round, scheduled_round):
        assert publication.file_names(make(1)) == []
    for voting_round in (open_round(1), counted_round(["ash"])):
        assert publication.file_names(voting_round) == ["checkpoints.jsonl", "log.jsonl"]
        with pytest.raises(KeyError):
            publication.file_content(voting_round, "result.json")
        with pytest.raises(KeyError):
            publication.file_content(voting_round, "roll.txt")


def test_the_record_is_complete():
    voting_round = published_round(["ash", "birch"])

    assert publication.file_names(voting_round) == AFTER_PUBLICATION
    hashes = [bytes(one.hash).hex() for one in InnerBallot.objects.all()]
    assert content(voting_round, "inner_hashes.txt").split() == sorted(hashes)
    assert json.loads(content(voting_round, "definition.json")) == voting_round.definition
    rows = content(voting_round, "records/governor.csv").splitlines()
    stored = CastRecord.objects.values_list("code", "selection")
    assert rows[0] == "code,selection"
    assert sorted(rows[1:]) == rows[1:] == sorted(f"{code},{text}" for code, text in stored)
    kinds = [json.loads(line)["kind"] for line in content(voting_round, "log.jsonl").splitlines()]
    assert kinds == ["genesis", "cast", "cast", "close", "mix", "destroy", "tally"]


def test_sums_and_zip_agree_with_the_files():
    voting_round = published_round(["ash", "birch"])
    target = io.BytesIO()

    publication.write_zip(voting_round, target)

    folder = voting_round.slug
    with zipfile.ZipFile(target) as archive:
        assert archive.namelist() == [f"{folder}/{name}" for name in AFTER_PUBLICATION]
        packed = {name: archive.read(f"{folder}/{name}") for name in AFTER_PUBLICATION}
    assert packed == {name: content(voting_round, name).encode() for name in AFTER_PUBLICATION}
    sums = dict(reversed(line.split("  ")) for line in packed["SHA256SUMS"].decode().splitlines())
    del packed["SHA256SUMS"]
    assert sums == {name: hashlib.sha256(text).hexdigest() for name, text in packed.items()}


def test_a_zip_of_an_open_round_never_speaks_of_entries_that_are_not_in_it(monkeypatch):
    voting_round = open_round(2)
    file_content = publication.file_content

    def grow_meanwhile(one, name):
        pieces = list(file_content(one, name))
        cast(entries(voting_round)[0])
        log.flush(voting_round.pk)
        log.sign_checkpoint(voting_round.pk)
        return iter(pieces)

    monkeypatch.setattr(publication, "file_content", grow_meanwhile)
    target = io.BytesIO()
    publication.write_zip(voting_round, target)

    with zipfile.ZipFile(target) as archive:
        lines = {
            name: archive.read(f"{voting_round.slug}/{name}.jsonl").decode().splitlines()
            for name in ("checkpoints", "log")
        }
    heads = {json.loads(line)["seq"]: json.loads(line)["head"] for line in lines["log"]}
    for line in map(json.loads, lines["checkpoints"]):
        assert heads[line["seq"]] == line["head"]


@pytest.mark.parametrize(
    ("ballots", "published", "has_records"),
    [(2, "outcome_only", False), (3, "counts", False), (4, "counts", False), (5, "records", True)],
)
def test_of_few_ballots_less_is_published(ballots, published, has_records):
    voting_round = open_round(5, counts_minimum=3, records_minimum=5)
    cast_all(voting_round, ["ash"] * ballots)
    close(voting_round)
    mixing.mix(voting_round.pk)
    counting.tally(voting_round.pk)
    publication.publish(voting_round.pk)
    voting_round = fresh(voting_round)

    result = json.loads(content(voting_round, "result.json"))["contests"][0]
    assert result["published"] == published
    assert ("tallies" in result) == (published != "outcome_only")
    names = publication.file_names(voting_round)
    assert ("records/governor.csv" in names) == has_records


def test_the_record_stays_after_certification():
    voting_round = certified_round(["ash"])

    assert publication.file_names(voting_round) == AFTER_PUBLICATION
    assert len(content(voting_round, "inner_hashes.txt").split()) == 1
    assert not keys.is_in_custody(voting_round.pk, KeyName.TALLY)


def test_unknown_names_are_no_files():
    voting_round = published_round(["ash"])

    for name in ("", "../settings.py", "records/mayor.csv"):
        with pytest.raises(KeyError):
            publication.file_content(voting_round, name)
