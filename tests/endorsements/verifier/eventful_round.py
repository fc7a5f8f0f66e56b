"""One round in which everything happens that may happen, made by the real commands."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from endorsements import (
    certification,
    counting,
    custody,
    keys,
    log,
    mixing,
    publication,
    rounds,
    voiding,
)
from endorsements.casting import Receipt
from endorsements.models import Candidate, Contest, KeyName, RollEntry, Round
from endorsements.protocol.receipts import receipt_text
from endorsements.tally.selection_words import selection_in_words
from tests.factories.endorsements import (
    CandidateFactory,
    ContestFactory,
    RoundFactory,
    cast,
    close,
    entries,
    fresh,
    release,
    voters,
)
from tests.factories.members import ChapterFactory, StaffFactory

# Contest to (members who may vote, ballots cast): published whole, as sums, as an outcome alone.
CHAPTERS = {"berkshire": 6, "cape": 5, "valley": 5}
OTHERS = 5
BALLOTS = {"berkshire": 5, "cape": 3, "valley": 2}
COUNTS_MINIMUM, RECORDS_MINIMUM = 3, 5


@dataclass
class Eventful:
    """The folders that the round left behind at four points, and what people kept of it.

    Args:
        receipts: text of a voter's receipt by the name of the voter.
        slots: slot (hexadecimal) of the same voters.
        checkpoints: lines of checkpoints.jsonl by the moment at which an observer kept them.
    """

    folder: Path
    seed: bytes = b""
    receipts: dict[str, str] = field(default_factory=dict)
    slots: dict[str, str] = field(default_factory=dict)
    checkpoints: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def voting(self) -> Path:
        """Log and checkpoints while the round was open."""
        return self.folder / "voting"

    @property
    def published(self) -> Path:
        return self.folder / "published"

    @property
    def certified(self) -> Path:
        return self.folder / "certified"

    @property
    def zip(self) -> Path:
        return self.folder / "record.zip"


def play(folder: Path) -> Eventful:
    """Play the round, writing its record at each point."""
    kept = Eventful(folder)
    voting_round = _open()
    _vote(voting_round, kept)
    _interrupt(voting_round)
    _vote_again(voting_round, kept)
    kept.checkpoints["while voting"] = _checkpoint(voting_round)
    write_record(voting_round, kept.voting)
    kept.seed = bytes(keys.signing_key(voting_round.pk))
    close(voting_round)
    mixing.mix(voting_round.pk)
    counting.tally(voting_round.pk)
    log.sign_checkpoint(voting_round.pk)
    publication.publish(voting_round.pk)
    write_record(fresh(voting_round), kept.published)
    kept.checkpoints["at publication"] = _checkpoint(voting_round)
    custody.destroy_key(voting_round.pk, KeyName.TALLY)
    certification.certify(voting_round.pk)
    kept.checkpoints["at the end"] = _checkpoint(voting_round)
    write_record(fresh(voting_round), kept.certified)
    with kept.zip.open("wb") as file:
        publication.write_zip(fresh(voting_round), file)
    return kept


def write_record(voting_round: Round, folder: Path) -> None:
    """Write what may be downloaded of a round, file by file."""
    for name in publication.file_names(voting_round):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        pieces = publication.file_content(voting_round, name)
        path.write_text("".join(pieces), encoding="utf-8", newline="")


def _open() -> Round:
    voting_round = RoundFactory(counts_minimum=COUNTS_MINIMUM, records_minimum=RECORDS_MINIMUM)
    _contest(voting_round, "governor", has_abstain=True)
    voters(OTHERS)
    for key, members in CHAPTERS.items():
        chapter = ChapterFactory()
        _contest(voting_round, key, chapter=chapter)
        for member in voters(members):
            member.chapters.add(chapter)
    rounds.schedule(voting_round.pk, by=StaffFactory())
    for key in KeyName:
        custody.make_key(voting_round.pk, key)
    rounds.open_voting(voting_round.pk)
    log.sign_checkpoint(voting_round.pk)
    return fresh(voting_round)


def _contest(voting_round: Round, key: str, **fields: Any) -> Contest:
    contest = ContestFactory(round=voting_round, key=key, office=key.title(), **fields)
    for candidate in ("ash", "birch", "cedar"):
        CandidateFactory(contest=contest, key=candidate, name=f"{candidate.title()} of {key}")
    return contest


def _vote(voting_round: Round, kept: Eventful) -> None:
    """Most vote once. In each chapter some do not vote in their chapter's contest at all."""
    for chapter, ballots in BALLOTS.items():
        mine = [entry for entry in entries(voting_round) if chapter in _contests(entry)]
        for number, entry in enumerate(mine[:ballots]):
            receipt = cast(entry, governor=["ash", "birch", "ash"][number % 3], **{chapter: "ash"})
            _keep(kept, f"{chapter} {number}", receipt)
            _settle(voting_round)
    others = [entry for entry in entries(voting_round) if _contests(entry) == ["governor"]]
    marks = ["ash", "", "no-endorsement", "abstain"]
    for number, (entry, mark) in enumerate(zip(others, marks, strict=False)):
        _keep(kept, f"other {number}", cast(entry, governor=mark))
    _settle(voting_round)


def _interrupt(voting_round: Round) -> None:
    """A pause, more time, a candidate who withdraws, and a ballot that is taken out."""
    staff = StaffFactory()
    rounds.hold(
        voting_round.pk, reason="A question about the site.", by=staff, proposed_by=StaffFactory()
    )
    release(voting_round.pk, "The question is answered.")
    later = fresh(voting_round).closes_at + timedelta(days=1)
    rounds.extend(voting_round.pk, closes_at=later, by=staff, proposed_by=StaffFactory())
    birch = Candidate.objects.get(contest__round=voting_round, contest__key="governor", key="birch")
    rounds.withdraw_candidate(birch.pk, by=staff, proposed_by=StaffFactory())
    voided = next(e for e in entries(voting_round) if _contests(e) == ["governor"])
    voiding.void_slot(voided.pk, reason_class="not a member", by=staff, proposed_by=StaffFactory())


def _vote_again(voting_round: Round, kept: Eventful) -> None:
    """Two members change their ballots, one of them twice."""
    berkshire = [e for e in entries(voting_round) if "berkshire" in _contests(e)]
    _keep(kept, "berkshire 1", cast(berkshire[1], governor="cedar", berkshire="birch"))
    cast(berkshire[0], governor="cedar", berkshire="birch")
    _settle(voting_round)
    _keep(kept, "berkshire 0", cast(berkshire[0], governor="cedar", berkshire="ash"))
    _settle(voting_round)


def _contests(entry: RollEntry) -> list[str]:
    return (Round.objects.get(pk=entry.round_id).definition or {})["styles"][entry.style]


def _settle(voting_round: Round) -> None:
    log.flush(voting_round.pk)
    log.sign_checkpoint(voting_round.pk)


def _checkpoint(voting_round: Round) -> dict[str, Any]:
    _settle(voting_round)
    return log.checkpoint_line(voting_round.checkpoint_set.last())


def _keep(kept: Eventful, voter: str, receipt: Receipt) -> None:
    kept.slots[voter] = receipt.slot.hex()
    kept.receipts[f"{voter}, version {receipt.version}"] = kept.receipts[voter] = text_of(receipt)


def text_of(receipt: Receipt) -> str:
    """Both halves, as the receipt page gives them."""
    definition = Round.objects.get(pk=receipt.round_id).definition or {}
    names = {
        contest["key"]: selection_in_words(contest, receipt.selections[contest["key"]])
        for contest in definition["contests"]
        if contest["key"] in receipt.selections
    }
    return receipt_text(
        round_id=receipt.round_id.hex,
        slot=receipt.slot.hex(),
        version=receipt.version,
        commitment=receipt.commitment.hex(),
        signature=receipt.signature.hex(),
        inner_hash=receipt.inner_hash.hex(),
        codes=receipt.codes,
        choices=names,
    )
