#!/usr/bin/env python3
"""verify.py: checks the public record of a round of endorsement votes, and recounts it.

    python3 verify.py FOLDER              the unpacked record
    python3 verify.py RECORD.zip          or the zip as downloaded
    python3 verify.py FOLDER --receipt FILE --checkpoint FILE
                                          and whether what you kept yourself is in it

It needs Python 3.9 or later and nothing else. Where PyNaCl is installed
("python3 -m pip install pynacl") it checks the signatures too. It reads the files that you name,
writes nothing, and uses no network. Exit status: 0 everything that was checked adds up,
1 something does not, 2 the record cannot be read.

This file is put together from the sources of the site (folders protocol, tally and verifier of
endorsements/), which count and check with these very lines. Take it from a source that you
trust: a record that somebody forged may come with a verify.py that finds nothing.

MIT License. Copyright (c) 2026 The endorsements project contributors

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or
substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import re
import sys
import textwrap
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any, Union

if sys.version_info < (3, 9):
    sys.exit("verify.py needs Python 3.9 or later.")


# ======== endorsements/protocol/digests.py

"""Domain-separated hashes over fields of unambiguous length, and canonical JSON."""


# Lengths of the values that texts hold in hexadecimal.
HEX_ID = 32
HEX_DIGEST = 64
HEX_SIGNATURE = 128
_HEX_DIGITS = frozenset("0123456789abcdef")


def canonical_json(value: Any) -> bytes:
    """The one way a value is written before it is hashed.

    Keys sorted, no spaces, UTF-8 as it is. Floats are refused: shares are written as texts
    such as "3/5", so that two machines can never round differently.

    Raises:
        TypeError: the value holds a float or something JSON does not know.
    """
    _refuse_floats(value)
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("floats have no canonical form; write an exact fraction")
    children: Any = ()
    if isinstance(value, dict):
        children = value.values()
    elif isinstance(value, (list, tuple)):
        children = value
    for child in children:
        _refuse_floats(child)


def pack(*fields: bytes | str | int) -> bytes:
    """Join fields so that they can be taken apart again in one way only.

    Each field is preceded by its length in four bytes; texts are UTF-8, whole numbers eight
    bytes, highest first.
    """
    out = bytearray()
    for field in fields:
        raw = _as_bytes(field)
        out += len(raw).to_bytes(4, "big") + raw
    return bytes(out)


def _as_bytes(field: bytes | str | int) -> bytes:
    if isinstance(field, int):
        return field.to_bytes(8, "big")
    return field.encode() if isinstance(field, str) else field


def digest(domain: str, *fields: bytes | str | int) -> bytes:
    """SHA-256 (32 bytes) over the domain's name and the fields, packed."""
    return hashlib.sha256(pack(domain, *fields)).digest()


def definition_digest(definition: dict[str, Any]) -> bytes:
    """The hash under which a round's frozen definition is known."""
    return digest("definition/1", canonical_json(definition))


def inner_digest(sealed: bytes) -> bytes:
    """The name of an inner ballot in the public list."""
    return digest("inner/1", sealed)


def commitment_digest(outer: bytes) -> bytes:
    """What the log says of an outer envelope: its hash, nothing else."""
    return digest("outer-hash/1", outer)


def receipt_message(round_id: bytes, slot: bytes, version: int, commitment: bytes) -> bytes:
    """The bytes that the round's signing key signs for one recorded ballot."""
    return pack("receipt/1", round_id, slot, version, commitment)


def checkpoint_message(round_id: bytes, seq: int, head: bytes, slots: int, at: str) -> bytes:
    """The bytes that the round's signing key signs for one state of the log."""
    return pack("checkpoint/1", round_id, seq, head, slots, at)


def is_hex(value: Any, length: int) -> bool:
    """Whether a value is a text of so many hexadecimal digits, in lower case."""
    return isinstance(value, str) and len(value) == length and set(value) <= _HEX_DIGITS


# ======== endorsements/protocol/chain.py

"""The log as a chain: the head after each entry, and the kinds of entries there are."""


GENESIS = "genesis"
CAST = "cast"
HOLD = "hold"
RELEASE = "release"
EXTEND = "extend"
ROLL_ADD = "roll_add"
VOID = "void"
WITHDRAW = "withdraw"
PAPER = "paper"
CLOSE = "close"
MIX = "mix"
DESTROY = "destroy"
TALLY = "tally"
ANNUL = "annul"
CERTIFY = "certify"

KINDS = (
    GENESIS,
    CAST,
    HOLD,
    RELEASE,
    EXTEND,
    ROLL_ADD,
    VOID,
    WITHDRAW,
    PAPER,
    CLOSE,
    MIX,
    DESTROY,
    TALLY,
    ANNUL,
    CERTIFY,
)


def genesis_head(payload: dict[str, Any]) -> bytes:
    """Head 0 of a round's log: everything that was fixed before the first ballot.

    Args:
        payload: of the genesis entry: `round`, `definition`, `roll_root`, `mix_key`,
            `tally_key`, `signing_key` as hexadecimal texts, `roll_count` as a number,
            `opens_at` and `closes_at` as texts in UTC.

    Raises:
        KeyError, ValueError: a field is missing or is not hexadecimal.
    """
    return digest(
        "genesis/1",
        bytes.fromhex(payload["round"]),
        bytes.fromhex(payload["definition"]),
        bytes.fromhex(payload["roll_root"]),
        payload["roll_count"],
        bytes.fromhex(payload["mix_key"]),
        bytes.fromhex(payload["tally_key"]),
        bytes.fromhex(payload["signing_key"]),
        payload["opens_at"],
        payload["closes_at"],
    )


def next_head(head: bytes, seq: int, kind: str, payload: dict[str, Any]) -> bytes:
    """The head after entry number `seq` (1, 2, ...)."""
    return digest("log/1", head, seq, kind, hashlib.sha256(canonical_json(payload)).digest())


# ======== endorsements/protocol/merkle.py

"""Merkle roots over sorted leaves: one value that fixes a whole list."""


EMPTY_ROOT = hashlib.sha256(b"").digest()


def roll_leaf(slot: bytes, style: str) -> bytes:
    """The leaf of one voter's slot (16 bytes) and ballot style."""
    return _leaf(slot + style.encode())


def roll_root(entries: Iterable[tuple[bytes, str]]) -> bytes:
    """Root over all (slot, style) of a roll, in any order. The empty roll has `EMPTY_ROOT`."""
    return merkle_root(sorted(roll_leaf(slot, style) for slot, style in entries))


def values_root(values: Iterable[bytes]) -> bytes:
    """Root over a set of values (commitments, inner hashes, record lines), in any order."""
    return merkle_root([_leaf(value) for value in sorted(values)])


def merkle_root(leaves: list[bytes]) -> bytes:
    """Root over leaves in the given order; a node without a partner moves up unchanged."""
    if not leaves:
        return EMPTY_ROOT
    level = leaves
    while len(level) > 1:
        paired = [_node(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = paired + level[len(level) - len(level) % 2 :]
    return level[0]


def _leaf(value: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + value).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


# ======== endorsements/protocol/records.py

"""Cast vote records: the check codes, the root over them, and the file that lists them."""


CODE_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
CODE_LENGTH = 12
RECORDS_HEADER = "code,selection"
_PLAIN = re.compile(r"[-\w]{0,80}", re.ASCII)


def record_value(code: str, selection: str) -> bytes:
    """The bytes that stand for one cast vote record under a contest's records root."""
    return pack("record/1", code, selection)


def records_root(records: Iterable[tuple[str, str]]) -> bytes:
    """Root over a contest's (check code, selection) records, in any order."""
    return values_root(record_value(code, selection) for code, selection in records)


def is_code(text: str) -> bool:
    """Whether a text has the form of a check code: 12 characters of `CODE_ALPHABET`."""
    return len(text) == CODE_LENGTH and set(text) <= set(CODE_ALPHABET)


def grouped(code: str) -> str:
    """A check code as people read it: three groups of four."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def records_csv(records: Iterable[tuple[str, str]]) -> str:
    """The file of a contest's records, sorted by code.

    A selection that could not be a choice (it counts as invalid) is written as a JSON text in
    quotes, so that no table program takes it for a formula and no line break for a new record.
    """
    lines = [f"{code},{_cell(selection)}" for code, selection in sorted(records)]
    return "\n".join([RECORDS_HEADER, *lines]) + "\n"


def parse_records_csv(text: str) -> list[tuple[str, str]]:
    """The (check code, selection) records of a file, in its order.

    Raises:
        ValueError: a line is not written as `records_csv` writes it; the sentence names it.
    """
    header, *lines = text.split("\n")
    if header != RECORDS_HEADER:
        raise ValueError(f"its first line is not “{RECORDS_HEADER}”")
    if not lines or lines.pop() != "":
        raise ValueError("its last line is cut short")
    return [_record(line, number) for number, line in enumerate(lines, start=2)]


def _cell(selection: str) -> str:
    if _PLAIN.fullmatch(selection):
        return selection
    return '"' + json.dumps(selection).replace('"', '""') + '"'


def _record(line: str, number: int) -> tuple[str, str]:
    code, _, cell = line.partition(",")
    selection = cell
    if cell.startswith('"""'):
        try:
            selection = str(json.loads(cell[1:-1].replace('""', '"')))
            selection.encode()
        except ValueError:
            raise ValueError(f"its line {number} is not a record") from None
    if not is_code(code) or f"{code},{_cell(selection)}" != line:
        raise ValueError(f"its line {number} is not a record")
    return code, selection


# ======== endorsements/protocol/receipts.py

"""A receipt as text: what a voter keeps, mails and prints, and how it is read again.

Lines of `key: value`. The public half says that a ballot was recorded; the private half shows
how its voter voted.
"""


PUBLIC_HEADING = "PUBLIC RECEIPT"
PRIVATE_HEADING = "PRIVATE RECEIPT (keep it private: it shows how you voted)"
PUBLIC_KEYS = ("round", "slot", "version", "commitment", "signature")
_LENGTHS = {
    "round": HEX_ID,
    "slot": HEX_ID,
    "commitment": HEX_DIGEST,
    "signature": HEX_SIGNATURE,
    "inner hash": HEX_DIGEST,
}
# What mail programs put before a quoted line is passed over, and so is every other text.
_LINE = re.compile(
    r"[\s>]*(round|slot|version|commitment|signature|inner hash|(?:code|choice) [-\w]{1,40})"
    r"\s*:\s*(.*?)\s*",
    re.ASCII,
)


class ReceiptUnreadable(ValueError):
    """A text is not a receipt; the sentence says what is wrong with it."""


@dataclass(frozen=True)
class KeptReceipt:
    """A receipt as its text says. A half that the text lacks is empty.

    Args:
        round_id, slot, commitment, signature: hexadecimal; public half.
        inner_hash: hexadecimal; private half.
        codes: contest key to check code, without hyphens.
        choices: contest key to the name of the choice, as printed for people.
    """

    round_id: str = ""
    slot: str = ""
    version: int = 0
    commitment: str = ""
    signature: str = ""
    inner_hash: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_public_half(self) -> bool:
        return bool(self.slot)

    @property
    def has_private_half(self) -> bool:
        return bool(self.inner_hash or self.codes)


def receipt_text(
    *,
    round_id: str,
    slot: str,
    version: int,
    commitment: str,
    signature: str,
    inner_hash: str = "",
    codes: Mapping[str, str] | None = None,
    choices: Mapping[str, str] | None = None,
) -> str:
    """Write a receipt; arguments as in `KeptReceipt`, without the private ones its public half."""
    lines = [
        PUBLIC_HEADING,
        f"round: {round_id}",
        f"slot: {slot}",
        f"version: {version}",
        f"commitment: {commitment}",
        f"signature: {signature}",
    ]
    if inner_hash:
        lines += ["", PRIVATE_HEADING, f"inner hash: {inner_hash}"]
    for contest, code in (codes or {}).items():
        lines.append(f"code {contest}: {grouped(code)}")
        if choices and contest in choices:
            lines.append(f"choice {contest}: {one_line(choices[contest])}")
    return "\n".join(lines) + "\n"


def parse_receipt(text: str) -> KeptReceipt:
    """Read a receipt, both halves or either; other lines around it are passed over.

    Raises:
        ReceiptUnreadable: there is no receipt, a line is missing, damaged, or there twice.
    """
    found: dict[str, str] = {}
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match and found.setdefault(match[1], match[2]) != match[2]:
            raise ReceiptUnreadable(f"it has two different lines “{match[1]}”")
    _check(found)
    return KeptReceipt(
        round_id=found.get("round", ""),
        slot=found.get("slot", ""),
        version=int(found.get("version", 0)),
        commitment=found.get("commitment", ""),
        signature=found.get("signature", ""),
        inner_hash=found.get("inner hash", ""),
        codes={key: ungrouped(value) for key, value in _per_contest(found, "code ")},
        choices=dict(_per_contest(found, "choice ")),
    )


def ungrouped(code: str) -> str:
    """A check code as the record has it, however it was typed."""
    return re.sub(r"[\s-]", "", code).upper()


def one_line(name: str) -> str:
    """A name with every run of white space as one space, so that it fits a line."""
    return " ".join(name.split())


def _per_contest(found: Mapping[str, str], prefix: str) -> list[tuple[str, str]]:
    return [(key[len(prefix) :], value) for key, value in found.items() if key.startswith(prefix)]


def _check(found: Mapping[str, str]) -> None:
    codes = _per_contest(found, "code ")
    is_public = any(key in found for key in PUBLIC_KEYS[1:])
    if not (is_public or "inner hash" in found or codes):
        raise ReceiptUnreadable("it holds no receipt")
    missing = [key for key in PUBLIC_KEYS if key not in found] if is_public else []
    if missing:
        raise ReceiptUnreadable(f"its line “{missing[0]}” is missing")
    for key, length in _LENGTHS.items():
        if key in found and not is_hex(found[key], length):
            raise ReceiptUnreadable(f"its line “{key}” is damaged")
    if not re.fullmatch(r"[1-9][0-9]{0,8}", found.get("version", "1")):
        raise ReceiptUnreadable("its line “version” is damaged")
    for contest, code in codes:
        if not is_code(ungrouped(code)):
            raise ReceiptUnreadable(f"its line “code {contest}” is damaged")


# ======== endorsements/protocol/files.py

"""The files of the public record, by name."""


DEFINITION_FILE = "definition.json"
ROLL_FILE = "roll.txt"
LOG_FILE = "log.jsonl"
CHECKPOINTS_FILE = "checkpoints.jsonl"
INNER_FILE = "inner_hashes.txt"
RESULT_FILE = "result.json"
SUMS_FILE = "SHA256SUMS"
VERIFIER_FILE = "verify.py"


def records_file(contest_key: str) -> str:
    """The file with the cast vote records of a contest."""
    return f"records/{contest_key}.csv"


# ======== endorsements/protocol/results.py

"""The result of a whole round as one document with one hash."""


def result_document(
    definition: Mapping[str, Any],
    results: Sequence[Mapping[str, Any]],
    *,
    roll_count: int,
    salt: str,
) -> dict[str, Any]:
    """What stands in result.json: every contest's result, in the definition's order.

    Args:
        roll_count: members on the roll at the count, additions included.
        salt: 16 random bytes as hexadecimal, drawn at the count and published with the result.
            The log names the result's hash before it is published; without a salt anybody could
            try all numbers until one fits.
    """
    return {
        "format": "result/1",
        "round": definition["round"],
        "roll": roll_count,
        "salt": salt,
        "contests": [dict(result) for result in results],
    }


def result_hash(document: Mapping[str, Any]) -> bytes:
    """The hash under which a result stands in the log."""
    return digest("result/1", canonical_json(dict(document)))


# ======== endorsements/tally/vocabulary.py

"""The words of counting: forms, bars, tie rules, and what a rule consists of.

Source of the words: the glossary in the README. The rules that the presets follow are printed in
the bylaws and booklets of organisations that endorse by member vote; docs/how-we-count.md names
them.
"""


BLANK = ""
NO_ENDORSEMENT = "no-endorsement"
ABSTAIN = "abstain"
YES = "yes"
NO = "no"
RESERVED_KEYS = (NO_ENDORSEMENT, ABSTAIN, "blank", "invalid", "exhausted")

SINGLE_CHOICE = "single_choice"
QUESTION = "question"
APPROVAL = "approval"
PER_CANDIDATE = "per_candidate"
SCORE = "score"
STAR = "star"
IRV = "irv"
STV = "stv"
WHETHER_WHOM = "whether_whom"
FORMS = (SINGLE_CHOICE, QUESTION, APPROVAL, PER_CANDIDATE, SCORE, STAR, IRV, STV, WHETHER_WHOM)
RANKED_FORMS = (IRV, STV)
SCORED_FORMS = (SCORE, STAR)
HIGHEST_SCORE = 5

AT_LEAST = "at_least"
MORE_THAN = "more_than"

ALL_BALLOTS = "all_ballots"
WITHOUT_ABSTENTIONS = "without_abstentions"
NAMED_ONLY = "named_only"
ALL_CAST = "all_cast"
CONTINUING = "continuing"
MAXIMUM_SCORE = "maximum_score"
WHOLE_ROLL = "whole_roll"
_COMMON_BASES = (ALL_BALLOTS, WITHOUT_ABSTENTIONS, ALL_CAST, WHOLE_ROLL)
BASES_OF_FORM = {
    SINGLE_CHOICE: (*_COMMON_BASES, NAMED_ONLY),
    QUESTION: (*_COMMON_BASES, NAMED_ONLY),
    APPROVAL: (*_COMMON_BASES, NAMED_ONLY),
    PER_CANDIDATE: _COMMON_BASES,
    SCORE: (MAXIMUM_SCORE,),
    STAR: (*_COMMON_BASES, CONTINUING),
    IRV: (*_COMMON_BASES, CONTINUING),
    STV: (),
    WHETHER_WHOM: _COMMON_BASES,
}

# What settles a tie for an endorsement.
TIE_ENDORSES_NOBODY = "no_endorsement"
TIE_ENDORSES_BOTH = "endorse_both"
TIE_RUN_OFF = "run_off"
TIE_DRAW = "draw"
TIE_RULES = (TIE_ENDORSES_NOBODY, TIE_ENDORSES_BOTH, TIE_RUN_OFF, TIE_DRAW)

# How the ranks of a ballot are read, and how ranked counts go on.
SKIP = "skip"
EXHAUST = "exhaust"
EXHAUST_TWO = "exhaust_two"
LOOKBACK_NONE = "none"
LOOKBACK_LATEST = "latest"
LOOKBACK_EARLIEST = "earliest"
STOP_AT_MAJORITY = "majority"
STOP_AT_TWO_LEFT = "two_left"
DECIMAL5 = "decimal5"
EXACT = "exact"

ENDORSED = "endorsed"
BAR_NOT_REACHED = "no_endorsement"
NO_ENDORSEMENT_WON = "no_endorsement_won"
NO_CONSENSUS = "no_consensus"
TIE = "tie"
NO_QUORUM = "no_quorum"
OUTCOMES = (ENDORSED, BAR_NOT_REACHED, NO_ENDORSEMENT_WON, NO_CONSENSUS, TIE, NO_QUORUM)


@dataclass(frozen=True)
class Threshold:
    """The bar: an exact share of a stated denominator, reached or exceeded."""

    share: Fraction
    compare: str = AT_LEAST
    base: str = ALL_BALLOTS

    def needed(self, denominator: int) -> int:
        """Fewest votes that clear the bar. At least 1, also where there are no ballots."""
        exact = self.share * denominator
        fewest = math.ceil(exact) if self.compare == AT_LEAST else math.floor(exact) + 1
        return max(fewest, 1)

    def is_reached(self, votes: int, denominator: int) -> bool:
        """Whether so many votes clear the bar. Never without a ballot in the denominator."""
        return denominator > 0 and votes >= self.needed(denominator)


@dataclass(frozen=True)
class Quorum:
    """Fewest ballots cast for a result to stand: a number, or a share of the contest's roll."""

    ballots: int | None = None
    share: Fraction | None = None

    def needed(self, eligible: int) -> int:
        """Fewest ballots cast; 0 when there is no quorum."""
        if self.ballots is not None:
            return self.ballots
        return math.ceil(self.share * eligible) if self.share is not None else 0


@dataclass(frozen=True)
class RankedRules:
    """How ranks are read and ranked counts go on.

    Args:
        overvote: several candidates at one rank: `EXHAUST` ends the ballot before it, `SKIP`
            passes over the rank.
        duplicate: a later rank of a candidate who was ranked already: `SKIP` or `EXHAUST`.
        skipped: an empty rank: `SKIP`, `EXHAUST` at the first, `EXHAUST_TWO` at the second of
            two in a row.
        lookback: which earlier totals settle a tie between candidates before the drawn order
            does: `LOOKBACK_NONE`, `LOOKBACK_LATEST` (the round before, then the one before that),
            `LOOKBACK_EARLIEST` (round 1, then round 2).
        stop: without a threshold, instant run-off ends at a majority or when two are left.
        arithmetic: values of transferred ballots: `EXACT` fractions or `DECIMAL5`, cut off after
            five decimals as Scottish councils do.
    """

    overvote: str = EXHAUST
    duplicate: str = SKIP
    skipped: str = SKIP
    lookback: str = LOOKBACK_LATEST
    stop: str = STOP_AT_MAJORITY
    arithmetic: str = EXACT


@dataclass(frozen=True)
class Rule:
    """How one contest is counted; frozen with the definition.

    Args:
        candidates: keys in the ballot's order; `YES` and `NO` for a question.
        threshold: the bar; None where the most votes win (or a majority of continuing ballots,
            or a quota, as the form has it). In `WHETHER_WHOM` the bar of the first step.
        whom_threshold: the bar of the second step of `WHETHER_WHOM`.
        seats: how many may be endorsed.
        most_marks: most candidates that a ballot may approve or rank; None for all.
        ties: what settles a tie for an endorsement; one of `TIE_RULES`.
        ranked: None in forms without ranks.
    """

    candidates: tuple[str, ...]
    threshold: Threshold | None
    has_no_endorsement: bool = True
    has_abstain: bool = False
    quorum: Quorum = field(default_factory=Quorum)
    form: str = SINGLE_CHOICE
    seats: int = 1
    most_marks: int | None = None
    ties: str = TIE_ENDORSES_NOBODY
    ranked: RankedRules | None = None
    whom_threshold: Threshold | None = None

    def standing(self) -> tuple[str, ...]:
        """Keys of what can win, in the ballot's order: candidates, then "no endorsement"."""
        return self.candidates + ((NO_ENDORSEMENT,) if self.has_no_endorsement else ())

    def options(self) -> tuple[str, ...]:
        """Keys of everything a ballot may mark, in the ballot's order."""
        return self.standing() + ((ABSTAIN,) if self.has_abstain else ())


# ======== endorsements/tally/counts.py

"""What a count comes to, in the same shape for every form."""


EXHAUSTED = "exhausted"

# How a tie inside a count was settled.
BY_EARLIER_ROUND = "earlier_round"
BY_DRAW = "draw"
BY_HIGHER_SUM = "higher_sum"

Amount = Union[int, Fraction]


@dataclass(frozen=True)
class Settled:
    """A tie inside a count and what settled it.

    Args:
        tied: in the ballot's order.
        chosen: who was elected or moved first, or excluded.
        by: `BY_EARLIER_ROUND`, `BY_DRAW` or `BY_HIGHER_SUM`.
        round_number: of the earlier round that told them apart; None otherwise.
    """

    tied: tuple[str, ...]
    chosen: str
    by: str
    round_number: int | None = None


@dataclass(frozen=True)
class CountingRound:
    """One round of counting.

    Args:
        tallies: everybody not yet excluded, in the ballot's order, to what they hold.
        exhausted: valid ballots (or their value) that count for nobody any more.
        elected: on these tallies, in order.
        eliminated: excluded on these tallies, gone from the next round.
        transfers: what moves between this round and the next: from whom, to whom or
            `EXHAUSTED`, how much. Empty in the last round.
        settled: ties on the way.
    """

    tallies: Mapping[str, Amount]
    exhausted: Amount = 0
    elected: tuple[str, ...] = ()
    eliminated: tuple[str, ...] = ()
    transfers: Mapping[str, Mapping[str, Amount]] = field(default_factory=dict)
    settled: tuple[Settled, ...] = ()


@dataclass(frozen=True)
class Count:
    """What one contest's ballots came to.

    cast = marked + blank + invalid; marked includes abstentions and "no endorsement".

    Args:
        abstained: ballots that abstain in the whole contest.
        tallies: the numbers that decide, of everybody in the ballot's order: votes, approvals,
            yes votes, points, or what they held in the last round they were in.
        denominator: what `needed` and the shares are of; without a threshold all valid ballots
            (points in a score contest are of the highest possible sum).
        needed: fewest votes (or points) that clear the bar; None without a threshold.
        winners: endorsed, in order of election; empty unless the outcome is `ENDORSED`.
        tied: candidates whom a tie left unsettled; their tie may stand beside winners of other
            seats.
        rounds: at least one; a form that counts once has one.
        quota: of a multi-seat ranked count, else None.
        touched: how many ballots each reading rule touched, by its name: "overvote",
            "duplicate", "skipped"; only in ranked forms.
        details: what a form says besides, as values for JSON; see its module.
    """

    cast: int
    blank: int
    invalid: int
    marked: int
    eligible: int
    tallies: Mapping[str, Amount]
    denominator: int
    needed: int | None
    quorum_needed: int
    outcome: str
    winners: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    abstained: int = 0
    rounds: tuple[CountingRound, ...] = ()
    quota: int | None = None
    touched: Mapping[str, int] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def valid(self) -> int:
        """Ballots that take part in the decision."""
        return self.marked - self.abstained

    def share(self, key: str) -> Fraction:
        """Exact share of the denominator, 0 without ballots."""
        return Fraction(self.tallies[key], self.denominator) if self.denominator else Fraction(0)


def written(amount: Amount, arithmetic: str = "") -> int | str:
    """An amount as results and files have it: 12, "806.07214" under `DECIMAL5`, "7/3" else."""
    exact = Fraction(amount)
    if exact.denominator == 1:
        return exact.numerator
    if arithmetic == DECIMAL5:
        units = exact * 100_000
        return f"{units.numerator // 100_000}.{units.numerator % 100_000:05d}"
    return f"{exact.numerator}/{exact.denominator}"


# ======== endorsements/tally/single_choice.py

"""Single choice: one mark at most, the most votes lead, and the leader must clear the bar."""


def count_single_choice(
    rule: Rule,
    profile: Mapping[str, int],
    *,
    eligible: int,
    tie_order: Sequence[str],
    withdrawn: Collection[str] = (),
) -> Count:
    """Count a single-choice contest.

    Args:
        profile: key to ballots that mark it, `BLANK` where nothing is marked. A key the rule does
            not offer is counted as invalid, never dropped.
        eligible: members on the contest's roll, for a quorum that is a share of it.
        withdrawn: candidates who withdrew; a vote for them counts as blank.

    Returns:
        The numbers and the outcome. A tie for the lead is an outcome, never broken here.

    Source: product rules for endorsement votes; a leader who is "no endorsement" endorses nobody.
    """
    options = [key for key in rule.options() if key not in withdrawn]
    tallies = {key: profile.get(key, 0) for key in options}
    cast, marked = sum(profile.values()), sum(tallies.values())
    blank = profile.get(BLANK, 0) + sum(
        profile.get(key, 0) for key in rule.candidates if key in withdrawn
    )
    denominator = _denominator(rule, tallies, marked)
    outcome, leaders = _outcome(rule, tallies, denominator)
    quorum_needed = rule.quorum.needed(eligible)
    if cast < quorum_needed:
        outcome = NO_QUORUM
    return Count(
        cast=cast,
        blank=blank,
        invalid=cast - marked - blank,
        marked=marked,
        eligible=eligible,
        tallies=tallies,
        denominator=denominator,
        needed=rule.threshold.needed(denominator),
        quorum_needed=quorum_needed,
        outcome=outcome,
        winners=leaders if outcome == ENDORSED else (),
        tied=leaders if outcome == TIE else (),
        rounds=(CountingRound(tallies),),
    )


def _denominator(rule: Rule, tallies: dict[str, int], marked: int) -> int:
    if rule.threshold.base == ALL_BALLOTS:
        return marked
    left_out = tallies.get(ABSTAIN, 0)
    if rule.threshold.base == NAMED_ONLY:
        left_out += tallies.get(NO_ENDORSEMENT, 0)
    return marked - left_out


def _outcome(rule: Rule, tallies: dict[str, int], denominator: int) -> tuple[str, tuple[str, ...]]:
    in_the_lead = _leaders(rule, tallies)
    if in_the_lead == (NO_ENDORSEMENT,):
        return NO_ENDORSEMENT_WON, ()
    most = tallies[in_the_lead[0]] if in_the_lead else 0
    if not rule.threshold.is_reached(most, denominator):
        return BAR_NOT_REACHED, ()
    return (ENDORSED if len(in_the_lead) == 1 else TIE), in_the_lead


def _leaders(rule: Rule, tallies: dict[str, int]) -> tuple[str, ...]:
    """Options with the most votes, in the ballot's order; nobody leads without a vote.

    "No endorsement" takes part unless the denominator is named candidates only: then votes for
    it are outside the count that decides.
    """
    aside = {ABSTAIN} | ({NO_ENDORSEMENT} if rule.threshold.base == NAMED_ONLY else set())
    running = {key: votes for key, votes in tallies.items() if key not in aside}
    most = max(running.values(), default=0)
    return tuple(key for key, votes in running.items() if votes == most) if most else ()


# ======== endorsements/tally/count.py

"""One door to every form: a rule and a profile in, a count out."""


COUNTERS = {SINGLE_CHOICE: count_single_choice, QUESTION: count_single_choice}


def count(
    rule: Rule,
    profile: Mapping[str, int],
    *,
    eligible: int,
    tie_order: Sequence[str],
    withdrawn: Collection[str] = (),
) -> Count:
    """Count a contest.

    Args:
        profile: selection, as `selections.py` writes it, to the number of ballots that say so.
            What the form does not know is counted as invalid, never dropped.
        eligible: members on the contest's roll.
        tie_order: everything that can win, in a published order that settles ties: the first is
            elected, the last excluded.
        withdrawn: candidates who withdrew; a mark for them counts as not made.
    """
    counter = COUNTERS[rule.form]
    return counter(rule, profile, eligible=eligible, tie_order=tie_order, withdrawn=withdrawn)


# ======== endorsements/tally/definitions.py

"""A rule as it stands in a frozen definition, and back."""


def rule_from_definition(contest: Mapping[str, Any]) -> Rule:
    """Read a contest of a frozen definition.

    Raises:
        KeyError, ValueError: the definition lacks a part of the rule.
    """
    quorum, ranked = contest["quorum"] or {}, contest["ranked"]
    return Rule(
        candidates=tuple(candidate["key"] for candidate in contest["candidates"]),
        threshold=_threshold(contest["threshold"]),
        has_no_endorsement=contest["no_endorsement"],
        has_abstain=contest["abstain"],
        quorum=Quorum(
            ballots=quorum.get("ballots"),
            share=Fraction(quorum["share"]) if "share" in quorum else None,
        ),
        form=contest["form"],
        seats=contest["seats"],
        most_marks=contest["most_marks"],
        ties=contest["ties"],
        ranked=None if ranked is None else RankedRules(**ranked),
        whom_threshold=_threshold(contest["whom_threshold"]),
    )


def rule_to_definition(rule: Rule) -> dict[str, Any]:
    """The parts of a contest's definition that are its rule; candidates are left to the caller."""
    return {
        "form": rule.form,
        "seats": rule.seats,
        "most_marks": rule.most_marks,
        "no_endorsement": rule.has_no_endorsement,
        "abstain": rule.has_abstain,
        "threshold": _written_threshold(rule.threshold),
        "whom_threshold": _written_threshold(rule.whom_threshold),
        "quorum": _written_quorum(rule.quorum),
        "ties": rule.ties,
        "ranked": None if rule.ranked is None else dict(vars(rule.ranked)),
    }


def _threshold(written: Mapping[str, Any] | None) -> Threshold | None:
    if written is None:
        return None
    return Threshold(Fraction(written["share"]), written["compare"], written["base"])


def _written_threshold(threshold: Threshold | None) -> dict[str, str] | None:
    if threshold is None:
        return None
    return {
        "share": f"{threshold.share.numerator}/{threshold.share.denominator}",
        "compare": threshold.compare,
        "base": threshold.base,
    }


def _written_quorum(quorum: Quorum) -> dict[str, int | str] | None:
    if quorum.ballots is not None:
        return {"ballots": quorum.ballots}
    if quorum.share is not None:
        return {"share": f"{quorum.share.numerator}/{quorum.share.denominator}"}
    return None


# ======== endorsements/tally/words.py

"""A rule and a count in words, the same on the ballot, the result page and in the record.

A published result is hashed with these words, and whoever recounts it words it again: changing
one of them makes older records fail their check, unless results get a new format.
"""


BASES = {
    ALL_BALLOTS: "all ballots marked in this contest",
    WITHOUT_ABSTENTIONS: "the ballots marked in this contest, abstentions left out",
    NAMED_ONLY: "the ballots marked for a named candidate",
}
SHORT_BASES = {
    ALL_BALLOTS: "ballots",
    WITHOUT_ABSTENTIONS: "ballots without abstentions",
    NAMED_ONLY: "ballots for a named candidate",
}


def percent(share: Fraction, *, apart_from: Fraction | None = None) -> str:
    """A share as people read it: "67.9 %", whole percents without a decimal.

    Args:
        apart_from: a bar the printed figure must not seem to meet when the share does not; as
            many decimals are printed as that takes (59.96 % is not "60 %"). Nor does a share
            that is not nothing or everything seem to be.
    """
    marks = {Fraction(0), Fraction(1), apart_from or Fraction(0)} - {share}
    digits = 1
    while any(_rounded(share, digits) == _rounded(mark, digits) for mark in marks):
        digits += 1
    return f"{_rounded(share, digits)} %"


def _rounded(share: Fraction, digits: int) -> str:
    scaled = share * 100 * 10**digits
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    whole, part = divmod(units, 10**digits)
    decimals = f"{part:0{digits}d}".rstrip("0")
    return f"{whole}.{decimals}" if decimals else str(whole)


def threshold_in_words(threshold: Threshold) -> str:
    """For example "at least 60 % (3/5) of all ballots marked in this contest"."""
    bar = "at least" if threshold.compare == AT_LEAST else "more than"
    share = threshold.share
    fraction = f"{share.numerator}/{share.denominator}"
    return f"{bar} {percent(share)} ({fraction}) of {BASES[threshold.base]}"


def quorum_in_words(quorum: Quorum) -> str:
    """A sentence, or an empty text where there is no quorum."""
    if quorum.ballots is not None:
        ballots = "1 ballot is" if quorum.ballots == 1 else f"{quorum.ballots} ballots are"
        return f"The result stands only if at least {ballots} cast."
    if quorum.share is not None:
        return (
            f"The result stands only if at least {percent(quorum.share)} of the members "
            "who may vote in this contest cast a ballot."
        )
    return ""


def rule_in_words(rule: Rule) -> str:
    """The whole rule in a few sentences, as printed above the ballot."""
    extras = []
    if rule.has_no_endorsement and rule.threshold.base == NAMED_ONLY:
        extras.append("“No endorsement” can be marked, but does not count in the total")
    elif rule.has_no_endorsement:
        extras.append("“No endorsement” is a choice like any other")
    if rule.has_abstain:
        counts = "counts" if rule.threshold.base == ALL_BALLOTS else "does not count"
        extras.append(f"an abstention {counts} in the total")
    sentences = [
        "Mark one choice.",
        f"A candidate is endorsed with {threshold_in_words(rule.threshold)}.",
        _sentence(extras),
        "A contest left blank does not count in the total.",
        quorum_in_words(rule.quorum),
        "A tie for the lead endorses nobody.",
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _sentence(parts: list[str]) -> str:
    text = "; ".join(parts)
    return text[:1].upper() + text[1:] + "." if text else ""


def outcome_in_words(rule: Rule, count: Count, names: dict[str, str]) -> str:
    """The outcome of a contest in one or two sentences, with the numbers it rests on.

    Args:
        names: key to printed name of the candidates.
    """
    bar = rule.threshold.share
    needed = (
        f"{percent(bar)} was needed"
        if rule.threshold.compare == AT_LEAST
        else (f"more than {percent(bar)} was needed")
    )
    base = _numbered(count.denominator, SHORT_BASES[rule.threshold.base])
    if count.outcome == ENDORSED:
        winner = count.winners[0]
        share = percent(count.share(winner), apart_from=bar)
        return f"{names[winner]} is endorsed with {share} of {base}; {needed}."
    if count.outcome == NO_ENDORSEMENT_WON:
        share = percent(count.share(NO_ENDORSEMENT))
        return f"“No endorsement” won with {share} of {base}. Nobody is endorsed."
    if count.outcome == TIE:
        tied = " and ".join(names.get(key, "“No endorsement”") for key in count.tied)
        return f"A tie for the lead between {tied}. Nobody is endorsed."
    if count.outcome == BAR_NOT_REACHED:
        return f"No endorsement: {_best(count, names, bar)} of {base}; {needed}."
    were = "was" if count.cast == 1 else "were"
    cast = f"{_numbered(count.cast, 'ballots')} {were} cast"
    return f"No quorum: {cast}, {count.quorum_needed} were needed. Nobody is endorsed."


def _numbered(number: int, ballots: str) -> str:
    return f"{number} {ballots.replace('ballots', 'ballot', 1) if number == 1 else ballots}"


def choice_names(contest: Mapping[str, Any]) -> dict[str, str]:
    """Every text a record may hold to what people call it.

    Args:
        contest: of a frozen definition.
    """
    names = {candidate["key"]: candidate["name"] for candidate in contest["candidates"]}
    return {**names, NO_ENDORSEMENT: "No endorsement", ABSTAIN: "Abstain", BLANK: "Left blank"}


def _best(count: Count, names: dict[str, str], bar: Fraction) -> str:
    named = {key: votes for key, votes in count.tallies.items() if key in names and votes}
    if not named:
        return "no candidate has a vote"
    most = max(named.values())
    leaders = [key for key, votes in named.items() if votes == most]
    who = " and ".join(names[key] for key in leaders)
    each = " each" if len(leaders) > 1 else ""
    have = "have" if len(leaders) > 1 else "has"
    return f"{who} {have} {percent(count.share(leaders[0]), apart_from=bar)}{each}"


# ======== endorsements/tally/results.py

"""Results in the shape in which they are stored, hashed and published."""


OUTCOME_ONLY = "outcome_only"
COUNTS = "counts"
RECORDS = "records"


def contest_result(
    definition: Mapping[str, Any],
    contest: Mapping[str, Any],
    selections: Iterable[str],
    *,
    eligible: int,
    withdrawn: Iterable[tuple[str, str]] = (),
) -> dict[str, Any]:
    """Count one contest of a frozen definition and say what may be published of it.

    Args:
        contest: one of `definition["contests"]`.
        selections: one per ballot of a style that holds the contest.
        eligible: members on the roll whose style holds the contest.
        withdrawn: (contest key, candidate key) pairs of the whole round.

    Returns:
        A value for `canonical_json`. With fewer ballots than `counts_minimum` it holds the
        outcome but no votes.
    """
    rule = rule_from_definition(dict(contest))
    gone = {candidate for key, candidate in withdrawn if key == contest["key"]}
    counted = count(rule, Counter(selections), eligible=eligible, tie_order=(), withdrawn=gone)
    names = {candidate["key"]: candidate["name"] for candidate in contest["candidates"]}
    shown = how_much_is_public(definition, counted.cast)
    result: dict[str, Any] = {
        "contest": contest["key"],
        "cast": counted.cast,
        "eligible": eligible,
        "outcome": counted.outcome,
        "published": shown,
        "rule": contest["rule"],
        "winners": list(counted.winners),
        "withdrawn": sorted(gone),
        "sentence": short_sentence(counted.outcome, counted.winners, names),
    }
    if shown != OUTCOME_ONLY:
        result |= _numbers(counted)
        result["sentence"] = outcome_in_words(rule, counted, names)
    return result


def how_much_is_public(definition: Mapping[str, Any], cast: int) -> str:
    """`OUTCOME_ONLY`, `COUNTS` or `RECORDS`, by the number of ballots cast in a contest."""
    if cast < definition["counts_minimum"]:
        return OUTCOME_ONLY
    return RECORDS if cast >= definition["records_minimum"] else COUNTS


def styles_with(definition: Mapping[str, Any], contest_key: str) -> list[str]:
    """The ballot styles that hold a contest, in order of their names."""
    return sorted(s for s, contests in definition["styles"].items() if contest_key in contests)


def short_sentence(outcome: str, winners: Sequence[str], names: Mapping[str, str]) -> str:
    """The outcome without a number, for a contest too small to publish any.

    Args:
        names: key to printed name of the candidates.
    """
    return f"{names[winners[0]]} is endorsed." if outcome == ENDORSED else "Nobody is endorsed."


def _numbers(counted: Count) -> dict[str, Any]:
    return {
        "blank": counted.blank,
        "invalid": counted.invalid,
        "marked": counted.marked,
        "tallies": counted.tallies,
        "denominator": counted.denominator,
        "needed": counted.needed,
        "quorum_needed": counted.quorum_needed,
        "tied": list(counted.tied),
    }


# ======== endorsements/protocol/entries.py

"""What a line of the log holds: for each kind of entry its fields, and the form of each."""


KEYS = ("signing", "mix", "tally")
LARGEST_NUMBER = 2**63 - 1
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)


def is_number(value: Any) -> bool:
    """Whether a value is a whole number that the log may hold; `true` is not 1."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_NUMBER


def is_time(value: Any) -> bool:
    """Whether a value is a moment in UTC with microseconds, so that texts sort as times."""
    return isinstance(value, str) and _TIME.fullmatch(value) is not None


def is_id(value: Any) -> bool:
    """Whether a value is a round's or slot's 16 bytes."""
    return is_hex(value, HEX_ID)


def is_digest(value: Any) -> bool:
    """Whether a value is 32 bytes: a hash, a root or a public key."""
    return is_hex(value, HEX_DIGEST)


def is_signature(value: Any) -> bool:
    return is_hex(value, HEX_SIGNATURE)


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_version(value: Any) -> bool:
    return is_number(value) and value >= 1


def _is_key(value: Any) -> bool:
    return value in KEYS


def _are_numbers(value: Any) -> bool:
    return isinstance(value, dict) and all(is_number(number) for number in value.values())


def _are_roots(value: Any) -> bool:
    return isinstance(value, dict) and all(_are_fields(ROOT, root) for root in value.values())


Fields = dict[str, Callable[[Any], bool]]
ROOT: Fields = {"count": is_number, "root": is_digest}
FIELDS: dict[str, Fields] = {
    GENESIS: {
        "round": is_id,
        "definition": is_digest,
        "roll_root": is_digest,
        "roll_count": is_number,
        "mix_key": is_digest,
        "tally_key": is_digest,
        "signing_key": is_digest,
        "opens_at": is_time,
        "closes_at": is_time,
    },
    CAST: {"slot": is_id, "version": _is_version, "commitment": is_digest},
    HOLD: {"from": is_text, "reason": is_text},
    RELEASE: {"to": is_text, "reason": is_text},
    EXTEND: {"old": is_time, "new": is_time},
    ROLL_ADD: {"slot": is_id, "style": is_text},
    VOID: {"slot": is_id, "reason": is_text},
    WITHDRAW: {"contest": is_text, "candidate": is_text},
    PAPER: ROOT,
    CLOSE: {**ROOT, "styles": _are_numbers, "at": is_time},
    MIX: ROOT,
    DESTROY: {"key": _is_key},
    TALLY: {"count": is_number, "records": _are_roots, "result": is_digest},
    ANNUL: {"reason": is_text},
    CERTIFY: {},
}
# A close before its time says why.
MORE_FIELDS: dict[str, Fields] = {CLOSE: {"early": is_text}}
LINE: Fields = {"seq": is_number, "kind": is_text, "payload": lambda _: True, "head": is_digest}
MORE_IN_LINE: Fields = {"signature": is_signature}


def fault_in(line: Any) -> str:
    """What is wrong with the form of a line of the log, as a sentence; empty when nothing is.

    Every field must be there and have its form, and no other: what is not expected is not hashed
    or not looked at by anybody.
    """
    if not _are_fields(LINE, line, MORE_IN_LINE) or line["kind"] not in FIELDS:
        return f"a line of the log is malformed: {str(line)[:80]}"
    kind = line["kind"]
    if not _are_fields(FIELDS[kind], line["payload"], MORE_FIELDS.get(kind)):
        return f"entry {line['seq']} of the log is a malformed {kind} entry"
    if "signature" in line and kind != CAST:
        return f"entry {line['seq']} ({kind}) carries a signature, which only ballots do"
    return ""


def _are_fields(fields: Fields, value: Any, more: Fields | None = None) -> bool:
    if not isinstance(value, dict) or not set(fields) <= set(value):
        return False
    known = {**fields, **(more or {})}
    return all(key in known and known[key](part) for key, part in value.items())


# ======== endorsements/protocol/replay.py

"""Replaying a log: from the genesis entry on, what holds after each line.

The server uses it before it opens an envelope, the auditor's script to check everything: one
set of rules for both.
"""


# What may not stand after which entry; an annulment is followed by destructions alone.
DEFAULT_BARS = (ANNUL,)
BARRED_AFTER: dict[str, tuple[str, ...]] = {
    CAST: (ANNUL, CLOSE),
    EXTEND: (ANNUL, CLOSE),
    ROLL_ADD: (ANNUL, CLOSE),
    WITHDRAW: (ANNUL, CLOSE),
    VOID: (ANNUL, CLOSE),
    PAPER: (ANNUL, TALLY),
    HOLD: (ANNUL, CERTIFY),
    DESTROY: (),
}
NEEDS = {MIX: CLOSE, TALLY: MIX, CERTIFY: TALLY, PAPER: CLOSE}
NOT_WHILE_HELD = (CAST, MIX, TALLY, CERTIFY)
ONCE = (PAPER, CLOSE, MIX, TALLY, ANNUL, CERTIFY)
# A key goes when its work is done, or with the round; the signing key only with the round.
DESTROYED_AFTER = {"mix": MIX, "tally": TALLY, "signing": ANNUL}


class LogBroken(Exception):
    """The log does not follow from its own beginning; the sentence says where and why."""


@dataclass
class Replay:
    """State of a round's log after the lines taken so far.

    Args:
        roll: slot (hexadecimal) to ballot style, as frozen before the first ballot. None where
            only the log is public yet: then nothing is said of slots and styles.
    """

    roll: Mapping[str, str] | None
    seq: int = -1
    head: bytes = b""
    genesis: dict[str, Any] = field(default_factory=dict)
    closes_at: str = ""
    casts: dict[str, dict[int, str]] = field(default_factory=dict)
    added: dict[str, str] = field(default_factory=dict)
    voided: dict[str, str] = field(default_factory=dict)
    withdrawn: set[tuple[str, str]] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    heads: dict[int, bytes] = field(default_factory=dict)
    slots_at: dict[int, int] = field(default_factory=dict)
    reached: dict[str, dict[str, Any]] = field(default_factory=dict)
    reached_at: dict[str, int] = field(default_factory=dict)
    destroyed: list[str] = field(default_factory=list)
    is_held: bool = False

    def take(self, line: dict[str, Any]) -> None:
        """Take the next line of the log.

        Args:
            line: `seq` (0, 1, ...), `kind`, `payload`, `head` (hexadecimal).

        Raises:
            LogBroken: the line is malformed or does not follow from the lines before it.
        """
        if fault := fault_in(line):
            raise LogBroken(fault)
        seq, kind, payload = line["seq"], line["kind"], line["payload"]
        if seq != self.seq + 1:
            raise LogBroken(f"line {self.seq + 2} of the log has number {seq}, not {self.seq + 1}")
        self._check_place(seq, kind)
        head = next_head(self.head, seq, kind, payload) if seq else genesis_head(payload)
        if head.hex() != line["head"]:
            raise LogBroken(f"the head after entry {seq} ({kind}) does not follow from its text")
        getattr(self, "_" + kind)(payload, seq)
        self.seq, self.head = seq, head
        if kind in ONCE:
            self.reached[kind], self.reached_at[kind] = payload, seq
        self.counts[kind] += 1
        self.heads[seq] = head
        self.slots_at[seq] = len(self.casts)

    def _check_place(self, seq: int, kind: str) -> None:
        if (seq == 0) != (kind == GENESIS):
            raise LogBroken("the log must begin with one genesis entry and hold no other")
        if kind in self.reached:
            raise LogBroken(f"entry {seq} is a second {kind} entry")
        if self.is_held and kind in NOT_WHILE_HELD:
            raise LogBroken(f"entry {seq} ({kind}) was made while the round was held")
        for earlier in BARRED_AFTER.get(kind, DEFAULT_BARS):
            if earlier in self.reached:
                raise LogBroken(f"entry {seq} ({kind}) stands after the {earlier} entry")
        required = NEEDS.get(kind)
        if required and required not in self.reached:
            raise LogBroken(f"entry {seq} ({kind}) stands before the {required} entry")

    def current(self) -> dict[str, tuple[int, str]]:
        """Slot to (version, commitment) of the ballots that count: highest version, not voided.

        Raises:
            LogBroken: a slot's versions have a gap.
        """
        for slot, versions in self.casts.items():
            if max(versions) != len(versions):
                raise LogBroken(f"the versions of slot {slot} have a gap")
        return {
            slot: (len(versions), versions[len(versions)])
            for slot, versions in sorted(self.casts.items())
            if slot not in self.voided
        }

    def current_by_style(self) -> dict[str, int]:
        """Ballot style to the number of ballots that count."""
        return dict(Counter(self.style_of(slot) for slot in self.current()))

    def style_of(self, slot: str) -> str:
        """The ballot style of a slot on the roll, additions included."""
        return self.added.get(slot) or (self.roll or {})[slot]

    def voters_by_style(self) -> dict[str, int]:
        """Ballot style to the number of slots on the roll, additions included."""
        return dict(Counter([*(self.roll or {}).values(), *self.added.values()]))

    def _is_on_the_roll(self, slot: str) -> bool:
        return self.roll is None or slot in self.roll or slot in self.added

    def _genesis(self, payload: dict[str, Any], seq: int) -> None:
        self.genesis = payload
        self.closes_at = payload["closes_at"]
        if payload["opens_at"] >= self.closes_at:
            raise LogBroken("the round closes before it opens")

    def _cast(self, payload: dict[str, Any], seq: int) -> None:
        slot, version = payload["slot"], payload["version"]
        if not self._is_on_the_roll(slot):
            raise LogBroken(f"entry {seq} is a ballot from a slot that is not on the roll")
        if slot in self.voided:
            raise LogBroken(f"entry {seq} is a ballot from a slot that was voided")
        versions = self.casts.setdefault(slot, {})
        if version in versions:
            raise LogBroken(f"entry {seq} repeats version {version} of slot {slot}")
        versions[version] = payload["commitment"]

    def _hold(self, payload: dict[str, Any], seq: int) -> None:
        if self.is_held:
            raise LogBroken(f"entry {seq} holds a round that is held already")
        self.is_held = True

    def _release(self, payload: dict[str, Any], seq: int) -> None:
        if not self.is_held:
            raise LogBroken(f"entry {seq} releases a round that is not held")
        self.is_held = False

    def _extend(self, payload: dict[str, Any], seq: int) -> None:
        if payload["old"] != self.closes_at:
            raise LogBroken(f"entry {seq} extends from a closing time that was not in force")
        if payload["new"] <= self.closes_at:
            raise LogBroken(f"entry {seq} does not move the closing time to a later one")
        self.closes_at = payload["new"]

    def _roll_add(self, payload: dict[str, Any], seq: int) -> None:
        slot = payload["slot"]
        if slot in (self.roll or {}) or slot in self.added:
            raise LogBroken(f"entry {seq} adds a slot that is on the roll already")
        self.added[slot] = payload["style"]

    def _void(self, payload: dict[str, Any], seq: int) -> None:
        slot = payload["slot"]
        if not self._is_on_the_roll(slot):
            raise LogBroken(f"entry {seq} voids a slot that is not on the roll")
        if slot in self.voided:
            raise LogBroken(f"entry {seq} voids a slot for the second time")
        self.voided[slot] = payload["reason"]

    def _withdraw(self, payload: dict[str, Any], seq: int) -> None:
        gone = payload["contest"], payload["candidate"]
        if gone in self.withdrawn:
            raise LogBroken(f"entry {seq} withdraws a candidate for the second time")
        self.withdrawn.add(gone)

    def _paper(self, payload: dict[str, Any], seq: int) -> None:
        """Nothing here depends on the ballots on paper; their records are counted as others."""

    def _close(self, payload: dict[str, Any], seq: int) -> None:
        commitments = [bytes.fromhex(commitment) for _, commitment in self.current().values()]
        if (payload["count"], payload["root"]) != (
            len(commitments),
            values_root(commitments).hex(),
        ):
            raise LogBroken("the close entry does not match the ballots in the log before it")
        if self.roll is not None and payload["styles"] != self.current_by_style():
            raise LogBroken("the close entry does not match the ballot styles of the slots")
        if payload["at"] < self.closes_at and "early" not in payload:
            raise LogBroken("the round was closed before its time, and no reason is given")

    def _mix(self, payload: dict[str, Any], seq: int) -> None:
        if payload["count"] != len(self.current()):
            raise LogBroken("the mix entry has another number of ballots than the log")

    def _destroy(self, payload: dict[str, Any], seq: int) -> None:
        key = payload["key"]
        if key in self.destroyed:
            raise LogBroken(f"entry {seq} destroys a key for the second time")
        if DESTROYED_AFTER[key] not in self.reached and ANNUL not in self.reached:
            raise LogBroken(f"entry {seq} destroys the {key} key before its work was done")
        self.destroyed.append(key)

    def _tally(self, payload: dict[str, Any], seq: int) -> None:
        if payload["count"] != len(self.current()):
            raise LogBroken("the tally entry has another number of ballots than the log")

    def _annul(self, payload: dict[str, Any], seq: int) -> None:
        self.is_held = False

    def _certify(self, payload: dict[str, Any], seq: int) -> None:
        if "tally" not in self.destroyed:
            raise LogBroken("the round was certified before the tally key was destroyed")


# ======== endorsements/verifier/reading.py

"""Reading what may be hostile: texts and JSON, strictly, with a sentence for all that is wrong."""


MOST_LEVELS = 12
MOST_DIGITS = 19


class Unreadable(Exception):
    """A file or an argument cannot be read; the sentence says which and why."""


def text_of(raw: bytes, name: str) -> str:
    """The text of a file in UTF-8. Raises `Unreadable`."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise Unreadable(f"{name} is not a text in UTF-8.") from None


def lines_of(raw: bytes, name: str) -> list[str]:
    """The lines of a file, each ended by one line feed. Raises `Unreadable`."""
    *lines, rest = text_of(raw, name).split("\n")
    if rest:
        raise Unreadable(f"{name} is cut short: its last line has no end.")
    return lines


def json_of(text: str, name: str) -> Any:
    """A JSON value as the record writes it: no fractions, no key twice, nothing bottomless.

    Raises:
        Unreadable: it is something else.
    """
    try:
        value = json.loads(
            text,
            object_pairs_hook=_without_repeats,
            parse_int=_whole_number,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
        _look_through(value, MOST_LEVELS)
    except (ValueError, RecursionError) as fault:
        raise Unreadable(f"{name} is not JSON as a record has it: {fault}.") from None
    return value


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a key stands there twice")
    return value


def _whole_number(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError("a number is too long")
    return int(digits)


def _refuse_number(digits: str) -> None:
    raise ValueError(f"{digits[:20]} is not a whole number")


def _look_through(value: Any, levels: int) -> None:
    if levels == 0:
        raise ValueError("it is nested too deeply")
    if isinstance(value, str):
        value.encode()  # half a character cannot be written again
    elif isinstance(value, dict):
        for key, part in value.items():
            key.encode()
            _look_through(part, levels - 1)
    elif isinstance(value, list):
        for part in value:
            _look_through(part, levels - 1)


def conform(value: Any, shape: Any, name: str) -> None:
    """Check the shape of a value.

    Args:
        shape: a dict of the keys that must be there, a list with the shape of every element, or
            a test of a single value.

    Raises:
        Unreadable: it has another shape; the sentence says where.
    """
    if isinstance(shape, dict):
        _conform_to_keys(value, shape, name)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            raise Unreadable(f"{name} is not a list.")
        for number, part in enumerate(value, start=1):
            conform(part, shape[0], f"{name}, number {number}")
    elif not shape(value):
        raise Unreadable(f"{name} is not what it should be.")


def _conform_to_keys(value: Any, shape: dict[str, Any], name: str) -> None:
    if not isinstance(value, dict):
        raise Unreadable(f"{name} is not an object.")
    for key, part in shape.items():
        if key not in value:
            raise Unreadable(f"{name} has no “{key}”.")
        conform(value[key], part, f"{name}, “{key}”")


def exactly(*allowed: Any) -> Callable[[Any], bool]:
    """A test for `conform`: one of a few values, and of the same type."""
    return lambda value: any(type(value) is type(one) and value == one for one in allowed)


# ======== endorsements/verifier/shapes.py

"""The shape of the record's JSON files, checked before anything in them is used."""


_SHARE = re.compile(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})", re.ASCII)
_SLUG = re.compile(r"[-\w]{1,40}", re.ASCII)


def is_slug(value: Any) -> bool:
    """Whether a value is a key of a contest, candidate or ballot style."""
    return isinstance(value, str) and _SLUG.fullmatch(value) is not None


def _is_share(value: Any) -> bool:
    match = _SHARE.fullmatch(value) if isinstance(value, str) else None
    return match is not None and int(match[1]) <= int(match[2])


def _is_quorum(value: Any) -> bool:
    if not isinstance(value, dict):
        return value is None
    if set(value) == {"ballots"}:
        return is_number(value["ballots"])
    return set(value) == {"share"} and _is_share(value["share"])


def _are_styles(value: Any) -> bool:
    return isinstance(value, dict) and all(
        is_slug(style)
        and isinstance(contests, list)
        and all(map(is_slug, contests))
        and 0 < len(contests) == len(set(contests))
        for style, contests in value.items()
    )


THRESHOLD = {
    "share": _is_share,
    "compare": exactly(AT_LEAST, MORE_THAN),
    "base": exactly(ALL_BALLOTS, WITHOUT_ABSTENTIONS, NAMED_ONLY),
}
CONTEST = {
    "key": is_slug,
    "office": is_text,
    "form": exactly("single_choice"),
    "seats": is_number,
    "most_marks": exactly(None),
    "ties": exactly("no_endorsement"),
    "ranked": exactly(None),
    "whom_threshold": exactly(None),
    "candidates": [{"key": is_slug, "name": is_text}],
    "no_endorsement": exactly(True, False),
    "abstain": exactly(True, False),
    "threshold": THRESHOLD,
    "quorum": _is_quorum,
    "rule": is_text,
}
DEFINITION = {
    "format": exactly("definition/1"),
    "suite": exactly("sb2"),
    "round": is_id,
    "organisation": is_text,
    "title": is_text,
    "rehearsal": exactly(True, False),
    "demo": exactly(True, False),
    "counts_minimum": is_number,
    "records_minimum": is_number,
    "contests": [CONTEST],
    "styles": _are_styles,
}
CHECKPOINT = {
    "round": is_id,
    "seq": is_number,
    "head": is_digest,
    "slots": is_number,
    "at": is_time,
    "signature": is_signature,
}
RESULT = {"contests": [{"contest": is_text}]}


def check_definition_shape(definition: Any, name: str) -> None:
    """Whether a definition can be counted by: its shape, and that its keys lead somewhere.

    Raises:
        Unreadable: it cannot; the sentence says where.
    """
    conform(definition, DEFINITION, name)
    contests = [contest["key"] for contest in definition["contests"]]
    if len(set(contests)) != len(contests):
        raise Unreadable(f"{name} has two contests with the same key.")
    for contest in definition["contests"]:
        _check_candidates(contest, name)
    on_ballots = {key for keys in definition["styles"].values() for key in keys}
    if on_ballots != set(contests):
        raise Unreadable(f"{name} has a contest on no ballot, or a ballot with an unknown contest.")


def _check_candidates(contest: Mapping[str, Any], name: str) -> None:
    keys = [candidate["key"] for candidate in contest["candidates"]]
    if len(set(keys)) != len(keys) or set(keys) & set(RESERVED_KEYS):
        raise Unreadable(f"{name} has a candidate's key twice, or one that is reserved.")


def check_checkpoint_shape(checkpoint: Any, name: str) -> None:
    """Whether a value is a checkpoint with nothing besides. Raises `Unreadable`."""
    conform(checkpoint, CHECKPOINT, name)
    if set(checkpoint) != set(CHECKPOINT):
        raise Unreadable(f"{name} holds more than a checkpoint has.")


# ======== endorsements/verifier/record.py

"""A downloaded record: each file as values, or a sentence why it cannot be read."""


_ROLL_LINE = re.compile(r"([0-9a-f]{32}) ([-\w]{1,40})", re.ASCII)
_HASH_LINE = re.compile(r"[0-9a-f]{64}", re.ASCII)
_SUM_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


@dataclass(frozen=True)
class Record:
    """The files of one round's public record. Every reader may raise `Unreadable`.

    Args:
        files: name to content.
    """

    files: Mapping[str, bytes]

    @property
    def is_whole(self) -> bool:
        """Whether there is more than the log, which is public alone until the count."""
        return bool(set(self.files) - {LOG_FILE, CHECKPOINTS_FILE})

    def raw(self, name: str) -> bytes:
        if name not in self.files:
            raise Unreadable(f"{name} is missing.")
        return self.files[name]

    @cached_property
    def log(self) -> list[Any]:
        """The lines of the log, of any shape."""
        return self._json_lines(LOG_FILE)

    @cached_property
    def checkpoints(self) -> list[dict[str, Any]]:
        points = self._json_lines(CHECKPOINTS_FILE)
        for number, point in enumerate(points, start=1):
            check_checkpoint_shape(point, f"{CHECKPOINTS_FILE}, line {number}")
        return points

    @cached_property
    def definition(self) -> dict[str, Any]:
        value = self._json(DEFINITION_FILE)
        check_definition_shape(value, DEFINITION_FILE)
        return value

    @cached_property
    def result(self) -> dict[str, Any]:
        value = self._json(RESULT_FILE)
        conform(value, RESULT, RESULT_FILE)
        return value

    @cached_property
    def roll(self) -> list[tuple[str, str]]:
        """Slot (hexadecimal) and ballot style, line by line."""
        return [(match[1], match[2]) for match in self._matches(ROLL_FILE, _ROLL_LINE)]

    @cached_property
    def inner_hashes(self) -> list[str]:
        return [match[0] for match in self._matches(INNER_FILE, _HASH_LINE)]

    @cached_property
    def sums(self) -> list[tuple[str, str]]:
        """SHA-256 (hexadecimal) and name of each file, as the record itself states them."""
        return [(match[1], match[2]) for match in self._matches(SUMS_FILE, _SUM_LINE)]

    def has_records(self, contest_key: str) -> bool:
        return records_file(contest_key) in self.files

    def records(self, contest_key: str) -> list[tuple[str, str]]:
        """Check code and selection of each ballot in a contest, line by line."""
        name = records_file(contest_key)
        try:
            return parse_records_csv(text_of(self.raw(name), name))
        except ValueError as fault:
            raise Unreadable(f"{name} is not a list of records: {fault}.") from None

    def _json(self, name: str) -> Any:
        return json_of(text_of(self.raw(name), name), name)

    def _json_lines(self, name: str) -> list[Any]:
        lines = lines_of(self.raw(name), name)
        return [json_of(line, f"{name}, line {n}") for n, line in enumerate(lines, start=1)]

    def _matches(self, name: str, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        matches = []
        for number, line in enumerate(lines_of(self.raw(name), name), start=1):
            match = pattern.fullmatch(line)
            if match is None:
                raise Unreadable(f"{name}, line {number} is malformed.")
            matches.append(match)
        return matches


# ======== endorsements/verifier/report.py

"""What was found, line by line, in words that a terminal prints as they are."""


OK = "ok"
FAULT = "FAULT"
NOTE = "note"
UNCHECKED = "unchecked"
LONGEST_LINE = 600
WIDTH = 96

CANNOT_SHOW = (
    "whether the right people were on the roll: it holds places, not names;",
    "whether each ballot was sent by the member whose place it came from. Who controls the site "
    "while members vote could vote in their place; a member who kept a receipt, or who did not "
    "vote and looks up their place, can notice;",
    "whether a ballot lost its way between envelope and count and another took its place: each "
    "voter can see that of their own, with --receipt and the private half of the receipt;",
    "whether everybody is shown the same log: compare checkpoints that others kept, with "
    "--checkpoint;",
    "whether the keys were really destroyed: the log says so, which is evidence, not proof;",
    "whether this very program is honest: take it from a source that you trust.",
)


@dataclass
class Report:
    """Findings in the order in which they were made."""

    lines: list[tuple[str, str]] = field(default_factory=list)

    def heading(self, text: str) -> None:
        self.lines.append(("", text))

    def ok(self, text: str) -> None:
        self.lines.append((OK, text))

    def fault(self, text: str) -> None:
        self.lines.append((FAULT, text))

    def note(self, text: str) -> None:
        self.lines.append((NOTE, text))

    def unchecked(self, text: str) -> None:
        self.lines.append((UNCHECKED, text))

    def number_of(self, kind: str) -> int:
        return sum(label == kind for label, _ in self.lines)

    def as_findings(self) -> str:
        """What was found so far."""
        return "".join(_printed(label, text) + "\n" for label, text in self.lines)

    def as_text(self) -> str:
        """The whole report, with what no check can show and the verdict."""
        limits = [_printed("-", text) for text in CANNOT_SHOW]
        title = "\nWhat nobody can see from this record"
        return self.as_findings() + "\n".join([title, *limits, "", self._verdict()]) + "\n"

    def _verdict(self) -> str:
        faults, unchecked = self.number_of(FAULT), self.number_of(UNCHECKED)
        aside = f" ({unchecked} could not be checked, see above)" if unchecked else ""
        if faults:
            things = "1 thing does" if faults == 1 else f"{faults} things do"
            return f"RESULT: {things} NOT add up{aside}."
        return f"RESULT: everything that was checked adds up{aside}."


def _printed(label: str, text: str) -> str:
    clean = printable(text)
    if not label:
        return f"\n{clean}"
    first, rest = f"  {label:<10}", " " * 12
    return textwrap.fill(
        clean, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


def printable(text: str) -> str:
    """A text without anything that could move the cursor or turn the writing round."""
    shown = text if len(text) <= LONGEST_LINE else text[:LONGEST_LINE] + " …"
    return "".join(char if char.isprintable() else " " if char.isspace() else "?" for char in shown)


# ======== endorsements/verifier/signatures.py

"""Ed25519 signatures, checked where PyNaCl is installed."""


try:
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey
except ImportError:  # the standard library has no signatures
    VerifyKey = None

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


# ======== endorsements/verifier/examination.py

"""What all checks share: the record, where its log has led, and the report they write."""


@dataclass(frozen=True)
class Examination:
    """A record whose log has been replayed.

    Args:
        is_signed: tests a signature by the round's key; None where that cannot be done.
    """

    record: Record
    report: Report
    state: Replay
    is_signed: Signer | None

    def contest(self, key: str) -> Mapping[str, Any] | None:
        """A contest of the definition; None for a key that it does not have."""
        contests = self.record.definition["contests"]
        return next((contest for contest in contests if contest["key"] == key), None)

    def office(self, key: str) -> str:
        """What people call a contest, as far as the record at hand says it."""
        contest = self.contest(key) if self.record.is_whole else None
        return contest["office"] if contest else key

    def ballots_in(self, contest_key: str) -> int:
        """Slots whose ballot counts and whose style holds the contest."""
        return self._sum(self.state.current_by_style(), contest_key)

    def voters_in(self, contest_key: str) -> int:
        """Slots on the roll whose style holds the contest."""
        return self._sum(self.state.voters_by_style(), contest_key)

    def _sum(self, by_style: Mapping[str, int], contest_key: str) -> int:
        styles = styles_with(self.record.definition, contest_key)
        return sum(by_style.get(style, 0) for style in styles)


def plural(number: int, noun: str, nouns: str = "") -> str:
    """A number with its noun: "1 ballot", "3 ballots"."""
    return f"{number} {noun if number == 1 else nouns or noun + 's'}"


# ======== endorsements/verifier/recount.py

"""What a contest that is too small to publish whole should look like, from what is published."""


NOT_A_CHOICE = "?"


def expected_from_numbers(
    ex: Examination, contest: Mapping[str, Any], published: Mapping[str, Any]
) -> dict[str, Any]:
    """The result that follows from the published sums, where single records are not published.

    Sums that cannot be those of so many ballots give the result of blank ballots.
    """
    ballots = ex.ballots_in(contest["key"])
    tallies = published.get("tallies")
    numbers = dict(tallies) if isinstance(tallies, dict) else {}
    numbers[BLANK], numbers[NOT_A_CHOICE] = published.get("blank"), published.get("invalid")
    if not all(map(is_number, numbers.values())) or sum(numbers.values()) != ballots:
        return _counted(ex, contest, [BLANK] * ballots)
    return _counted(ex, contest, [key for key, votes in numbers.items() for _ in range(votes)])


def expected_from_outcome(
    ex: Examination, contest: Mapping[str, Any], published: Mapping[str, Any]
) -> dict[str, Any]:
    """The result as published where not even sums are, with all put right that is known.

    Known are ballots, voters, rule, withdrawals, a missed quorum, and that outcome, winner and
    sentence must fit each other.
    """
    ballots = ex.ballots_in(contest["key"])
    expected = _counted(ex, contest, [BLANK] * ballots)
    rule = rule_from_definition(dict(contest))
    outcome, winners = published.get("outcome"), published.get("winners")
    if ballots == 0 or ballots < rule.quorum.needed(expected["eligible"]):
        return expected
    if outcome in (BAR_NOT_REACHED, NO_ENDORSEMENT_WON, TIE):
        winners = []
    elif outcome != ENDORSED or winners not in [[key] for key in _standing(ex, contest)]:
        return expected
    sentence = short_sentence(str(outcome), list(winners or []), choice_names(contest))
    return {**expected, "outcome": outcome, "winners": winners, "sentence": sentence}


def _counted(ex: Examination, contest: Mapping[str, Any], selections: list[str]) -> dict[str, Any]:
    return contest_result(
        ex.record.definition,
        contest,
        selections,
        eligible=ex.voters_in(contest["key"]),
        withdrawn=ex.state.withdrawn,
    )


def _standing(ex: Examination, contest: Mapping[str, Any]) -> list[str]:
    """Candidates who have not withdrawn."""
    keys = [candidate["key"] for candidate in contest["candidates"]]
    return [key for key in keys if (contest["key"], key) not in ex.state.withdrawn]


# ======== endorsements/verifier/count_checks.py

"""Whether the ballots that came out are those that went in, and what they come to."""


def check_inner_ballots(ex: Examination) -> None:
    """As many ballots left the mixing as entered it, and they are those that the log names."""
    ex.report.heading("Ballots")
    mixed, hashes = ex.state.reached.get(MIX), ex.record.inner_hashes
    if mixed is None:
        ex.report.fault(f"{INNER_FILE} is here, but the log says of no mixing.")
        return
    if hashes != sorted(set(hashes)):
        ex.report.fault(f"{INNER_FILE} has a ballot twice or is not sorted.")
    root = values_root(bytes.fromhex(name) for name in hashes).hex()
    if (len(hashes), root) != (mixed["count"], mixed["root"]):
        ex.report.fault("The inner ballots are not those that came out of the mixing.")
    else:
        styles = ", ".join(f"{n} of style {s}" for s, n in ex.state.current_by_style().items())
        ex.report.ok(
            f"{plural(len(hashes), 'inner ballot')} came out of the mixing, one for each slot "
            f"whose ballot counts ({styles or 'none'}), and the list is the one in the log."
        )


def check_results(ex: Examination) -> None:
    """Every contest comes to what result.json says, and that is what the log fixed."""
    ex.report.heading("Contests")
    tallied = ex.state.reached.get(TALLY)
    if tallied is None:
        ex.report.fault(f"{RESULT_FILE} is here, but the log says of no count.")
        return
    if PAPER in ex.state.reached:
        ex.report.fault("Ballots on paper were entered, which this program cannot check yet.")
        return
    contests, published = ex.record.definition["contests"], ex.record.result["contests"]
    names = [contest["key"] for contest in contests]
    if [result["contest"] for result in published] != names or set(tallied["records"]) != set(
        names
    ):
        ex.report.fault("The results are not those of the contests in the definition.")
        return
    results = {result["contest"]: result for result in published}
    expected = [
        _check_contest(ex, contest, tallied["records"][contest["key"]], results[contest["key"]])
        for contest in contests
    ]
    _check_document(ex, expected, tallied["result"])


def _check_contest(
    ex: Examination,
    contest: Mapping[str, Any],
    tallied: Mapping[str, Any],
    published: Mapping[str, Any],
) -> dict[str, Any]:
    """Recount a contest as far as it is published; returns what its result should be."""
    key, office = contest["key"], contest["office"]
    ballots = ex.ballots_in(key)
    if tallied["count"] != ballots:
        ex.report.fault(
            f"{office}: {ballots} slots voted, {tallied['count']} ballots were counted."
        )
    extent = how_much_is_public(ex.record.definition, ballots)
    if ex.record.has_records(key) != (extent == RECORDS):
        state = "missing" if extent == RECORDS else "here, though the contest is too small for it"
        ex.report.fault(f"{office}: {records_file(key)} is {state}.")
    if extent == RECORDS and ex.record.has_records(key):
        expected = _recounted(ex, contest, tallied)
    elif extent == COUNTS:
        expected = expected_from_numbers(ex, contest, published)
    else:
        expected = expected_from_outcome(ex, contest, published)
    differing = _differences(expected, published)
    if differing:
        ex.report.fault(
            f"{office}: the published result is not what the record comes to: {differing}"
        )
    else:
        say = ex.report.unchecked if extent == OUTCOME_ONLY and ballots else ex.report.ok
        say(f"{office}: {_how_checked(extent, ballots)} {published['sentence']}")
    return expected


def _recounted(
    ex: Examination, contest: Mapping[str, Any], tallied: Mapping[str, Any]
) -> dict[str, Any]:
    key, office = contest["key"], contest["office"]
    records = ex.record.records(key)
    codes = [code for code, _ in records]
    if codes != sorted(set(codes)):
        ex.report.fault(f"{office}: a check code stands there twice, or the list is not sorted.")
    if (len(records), records_root(records).hex()) != (tallied["count"], tallied["root"]):
        ex.report.fault(f"{office}: the records are not those that the log fixed after the count.")
    return contest_result(
        ex.record.definition,
        contest,
        [selection for _, selection in records],
        eligible=ex.voters_in(key),
        withdrawn=ex.state.withdrawn,
    )


def _differences(expected: Mapping[str, Any], published: Mapping[str, Any]) -> str:
    wrong = [
        f"{key} is {published.get(key)!r}, not {expected.get(key)!r}"
        for key in sorted({*expected, *published})
        if key not in expected
        or key not in published
        or canonical_json(expected[key]) != canonical_json(published[key])
    ]
    return "; ".join(wrong)


def _how_checked(extent: str, ballots: int) -> str:
    number = plural(ballots, "ballot")
    if extent == RECORDS:
        return f"{number} recounted."
    if extent == COUNTS:
        return f"{number}; too few to publish single records, so only the sums could be checked."
    return f"{number}; too few to publish any numbers, so it cannot be recounted."


def _check_document(ex: Examination, expected: list[dict[str, Any]], fixed: str) -> None:
    roll_count = sum(ex.state.voters_by_style().values())
    published = ex.record.result
    document = result_document(
        ex.record.definition,
        expected,
        roll_count=roll_count,
        salt=str(published.get("salt", "")),
    )
    if canonical_json(document) != canonical_json(published):
        ex.report.fault(f"{RESULT_FILE} is not what the record comes to.")
    if result_hash(published).hex() != fixed:
        ex.report.fault(f"{RESULT_FILE} is not the result that the log fixed after the count.")
    else:
        ex.report.ok(f"{RESULT_FILE} is the result that the log fixed after the count.")


# ======== endorsements/verifier/file_checks.py

"""Whether the files are those of a record, whole and as it lists them itself."""


ALWAYS_THERE = (
    CHECKPOINTS_FILE,
    DEFINITION_FILE,
    INNER_FILE,
    LOG_FILE,
    RESULT_FILE,
    ROLL_FILE,
    SUMS_FILE,
    VERIFIER_FILE,
)


def check_sums(record: Record, report: Report) -> None:
    """SHA256SUMS names every file once, with the right sum, and no other."""
    report.heading("Files")
    if not record.is_whole:
        report.note("Only the log is here; the other files are published after the count.")
        return
    faults = report.number_of("FAULT")
    named = {name: stated for stated, name in record.sums}
    if len(named) != len(record.sums):
        report.fault(f"{SUMS_FILE} names a file twice.")
    for name, stated in named.items():
        if name not in record.files:
            report.fault(f"{name} is missing; {SUMS_FILE} names it.")
        elif hashlib.sha256(record.files[name]).hexdigest() != stated:
            report.fault(f"{name} is not the file whose sum stands in {SUMS_FILE}.")
    for name in sorted(set(record.files) - set(named) - {SUMS_FILE}):
        report.fault(f"{name} is not named in {SUMS_FILE}: it does not belong to the record.")
    if report.number_of("FAULT") == faults:
        report.ok(f"{len(named)} files have the sums that stand in {SUMS_FILE}.")


def check_names(record: Record, report: Report) -> None:
    """Every file that a record must have is there, and no stranger."""
    for name in ALWAYS_THERE:
        if name not in record.files:
            report.fault(f"{name} is missing: a published record has it.")
    contests = {records_file(contest["key"]) for contest in record.definition["contests"]}
    for name in sorted(set(record.files) - set(ALWAYS_THERE) - contests):
        report.fault(f"{name} is not a file that this record can have.")


# ======== endorsements/verifier/folders.py

"""The files of a record, out of a folder or a zip, without trusting either."""


MOST_FILES = 1000
MOST_BYTES = 1 << 30
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def read_files(path: Path, *, besides: Collection[Path] = ()) -> dict[str, bytes]:
    """Every file of a record by its name, folders in it written with "/".

    A single folder around everything is left out of the names, and so is what the file manager
    of a computer leaves behind (names that begin with a dot).

    Args:
        besides: files that lie in the folder but belong to the reader, such as a receipt.

    Raises:
        Unreadable: it is no folder or zip, cannot be read, or is not one of a record.
    """
    try:
        if path.is_dir():
            _require_log(path)
            files = dict(_in_folder(path, {other.resolve() for other in besides}))
        elif zipfile.is_zipfile(path):
            files = _in_zip(path)
        else:
            raise Unreadable(f"{path} is neither a folder nor a zip file.")
    except OSError as fault:
        raise Unreadable(f"{path} cannot be read: {fault.strerror or fault}.") from None
    return _without_folder(files)


def _require_log(path: Path) -> None:
    """Before a whole home folder is read."""
    if not (path / LOG_FILE).exists() and not any(path.glob(f"*/{LOG_FILE}")):
        raise Unreadable(f"{path} holds no record: there is no {LOG_FILE} in it.")


def _in_folder(path: Path, besides: set[Path]) -> Iterator[tuple[str, bytes]]:
    found, size = 0, 0
    for folder, folders, names in os.walk(path):
        for name in [*folders, *names]:
            if (Path(folder) / name).is_symlink():
                raise Unreadable(f"{name} is a link; a record has none.")
        for name in names:
            file = Path(folder) / name
            if _is_passed_over(file.relative_to(path).parts) or file.resolve() in besides:
                continue
            if not file.is_file():
                raise Unreadable(f"{name} is not a file like others.")
            found, size = found + 1, size + file.stat().st_size
            _require_sensible(found, size)
            yield file.relative_to(path).as_posix(), file.read_bytes()


def _in_zip(path: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _require_sensible(len(entries), sum(entry.file_size for entry in entries))
            for entry in entries:
                parts = _safe_parts(entry.filename)
                if entry.filename in files:
                    raise Unreadable(f"{entry.filename} is in the zip file twice.")
                if not _is_passed_over(parts):
                    files[entry.filename] = archive.read(entry)
    except _BROKEN_ZIP as fault:
        raise Unreadable(f"{path} is a damaged zip file: {fault}.") from None
    return files


def _safe_parts(name: str) -> tuple[str, ...]:
    parts = tuple(name.split("/"))
    if "\\" in name or ":" in name or not all(part.strip(". ") for part in parts):
        raise Unreadable(f"the zip file names a file that leads elsewhere: {name[:80]}")
    return parts


def _is_passed_over(parts: tuple[str, ...]) -> bool:
    return any(part.startswith(".") for part in parts)


def _require_sensible(files: int, size: int) -> None:
    if files > MOST_FILES or size > MOST_BYTES:
        raise Unreadable("This is far larger than any record; it was not read.")


def _without_folder(files: dict[str, bytes]) -> dict[str, bytes]:
    folders = {name.partition("/")[0] for name in files if "/" in name}
    if len(folders) != 1 or any("/" not in name for name in files):
        return files
    return {name.partition("/")[2]: content for name, content in files.items()}


# ======== endorsements/verifier/log_checks.py

"""Whether the log follows from itself, and from what was fixed before the first ballot."""


def replay_log(record: Record, report: Report) -> Replay | None:
    """Replay the log; None when it breaks, for then nothing can be built on it."""
    report.heading("Log")
    state = Replay(roll=dict(record.roll) if record.is_whole else None)
    try:
        for line in record.log:
            state.take(line)
            if line["kind"] == CAST and "signature" not in line:
                raise LogBroken(f"entry {line['seq']} is a ballot without a signature")
        state.current()
    except LogBroken as fault:
        report.fault(f"The log does not add up: {fault}.")
        return None
    if state.seq < 0:
        report.fault(f"{LOG_FILE} is empty.")
        return None
    entries = plural(state.seq + 1, "entry", "entries")
    report.ok(f"{entries}, each following from the one before.")
    return state


def check_definition(ex: Examination) -> None:
    """The definition is the one that was fixed before the first ballot."""
    definition, genesis = ex.record.definition, ex.state.genesis
    if definition_digest(definition).hex() != genesis["definition"]:
        ex.report.fault("The definition is not the one that the log began with.")
    elif definition["round"] != genesis["round"]:
        ex.report.fault("The definition is that of another round.")
    else:
        contests = plural(len(definition["contests"]), "contest")
        ex.report.ok(f"The definition, with {contests}, was fixed before the first ballot.")
    for contest in definition["contests"]:
        _check_words(ex, contest)


def _check_words(ex: Examination, contest: Mapping[str, Any]) -> None:
    """The rule that voters read is the rule by which this program counts."""
    words = rule_in_words(rule_from_definition(dict(contest)))
    if contest["rule"] != words:
        ex.report.fault(
            f"{contest['office']}: voters were told “{contest['rule']}”; counted was “{words}”."
        )


def check_roll(ex: Examination) -> None:
    """The roll is the one that was fixed before the first ballot, and fits the definition."""
    roll, state = ex.record.roll, ex.state
    slots = [slot for slot, _ in roll]
    if slots != sorted(set(slots)):
        ex.report.fault(f"{ROLL_FILE} has a slot twice or is not sorted.")
    root = roll_root((bytes.fromhex(slot), style) for slot, style in roll)
    if (len(roll), root.hex()) != (state.genesis["roll_count"], state.genesis["roll_root"]):
        ex.report.fault("The roll is not the one that the log began with.")
    else:
        added = f", and {len(state.added)} added by logged acts" if state.added else ""
        slots_there = plural(len(roll), "slot")
        ex.report.ok(f"The roll of {slots_there} was fixed before the first ballot{added}.")
    unknown = set(state.voters_by_style()) - set(ex.record.definition["styles"])
    if unknown:
        ex.report.fault(f"The roll has ballot styles without contests: {sorted(unknown)}.")


def check_withdrawals(ex: Examination) -> None:
    """Whoever withdrew was a candidate."""
    for key, candidate in sorted(ex.state.withdrawn):
        contest = ex.contest(key)
        if not contest or candidate not in {one["key"] for one in contest["candidates"]}:
            ex.report.fault(f"The log withdraws {candidate} in {key}: there is no such candidate.")


def check_checkpoints(ex: Examination) -> None:
    """Each checkpoint says of the log what it says of itself; the steps of the count are signed."""
    points, state = ex.record.checkpoints, ex.state
    before = -1
    for point in points:
        if point["seq"] <= before:
            ex.report.fault(f"{CHECKPOINTS_FILE} is not in order at entry {point['seq']}.")
            return
        before = point["seq"]
        if contradiction := fault_in_checkpoint(point, state):
            ex.report.fault(f"Checkpoint at entry {point['seq']}: {contradiction}")
            return
    _check_coverage(ex, [point["seq"] for point in points])


def fault_in_checkpoint(point: dict[str, Any], state: Replay) -> str:
    """How a checkpoint contradicts the log, as a sentence; empty when it does not."""
    seq = point["seq"]
    if point["round"] != state.genesis["round"]:
        return "it is one of another round."
    if seq > state.seq:
        return f"the log ends at entry {state.seq}. Entries that were signed are not there."
    if point["head"] != state.heads[seq].hex():
        return "the log stood otherwise when this was signed. Entries were changed since."
    if point["slots"] != state.slots_at[seq]:
        return f"it speaks of {point['slots']} slots, the log of {state.slots_at[seq]}."
    return ""


def _check_coverage(ex: Examination, seqs: list[int]) -> None:
    reached = ex.state.reached_at
    if MIX in reached and not any(reached[CLOSE] <= seq < reached[MIX] for seq in seqs):
        ex.report.fault("No checkpoint fixes the close before the envelopes were opened.")
    last = seqs[-1] if seqs else -1
    if ex.record.is_whole and last < reached.get(TALLY, 0):
        ex.report.fault(
            "No checkpoint covers the result. Within seconds of publication that may be: "
            "download the record again."
        )
    if seqs:
        fit = plural(len(seqs), "checkpoint fits", "checkpoints fit")
        ex.report.ok(f"{fit} the log up to entry {last}.")
    if last < ex.state.seq:
        after = plural(ex.state.seq - last, "entry", "entries")
        ex.report.note(f"{after} at the end of the log: no checkpoint covers that yet.")


def check_signatures(ex: Examination) -> None:
    """The round's key has signed every ballot's entry and every checkpoint."""
    casts = [line for line in ex.record.log if line["kind"] == CAST]
    points = ex.record.checkpoints
    number = f"{plural(len(casts), 'ballot')} and {plural(len(points), 'checkpoint')}"
    if ex.is_signed is None:
        ex.report.unchecked(
            f"The signatures of {number}: PyNaCl is not installed. "
            "“python3 -m pip install pynacl” brings it."
        )
        return
    for line in casts:
        message = cast_message(ex.state, line["payload"])
        if not ex.is_signed(message, line["signature"]):
            ex.report.fault(f"The signature of entry {line['seq']} is not the round's.")
            return
    for point in points:
        if not ex.is_signed(point_message(point), point["signature"]):
            ex.report.fault(
                f"The signature of the checkpoint at {point['seq']} is not the round's."
            )
            return
    ex.report.ok(f"{number} are signed with the key that the log began with.")


def cast_message(state: Replay, payload: dict[str, Any]) -> bytes:
    """What the signature of a ballot's entry covers."""
    return receipt_message(
        bytes.fromhex(state.genesis["round"]),
        bytes.fromhex(payload["slot"]),
        payload["version"],
        bytes.fromhex(payload["commitment"]),
    )


def point_message(point: dict[str, Any]) -> bytes:
    """What the signature of a checkpoint covers."""
    return checkpoint_message(
        bytes.fromhex(point["round"]),
        point["seq"],
        bytes.fromhex(point["head"]),
        point["slots"],
        point["at"],
    )


# ======== endorsements/verifier/kept.py

"""Whether what a voter or an observer kept is in the record: receipts and checkpoints."""


def check_kept_checkpoint(ex: Examination, point: dict[str, Any]) -> None:
    """The log still holds what this checkpoint says, and the record lists it.

    So its signature is checked with the others.
    """
    if contradiction := fault_in_checkpoint(point, ex.state):
        ex.report.fault(f"This checkpoint contradicts the record: {contradiction}")
        return
    if point not in ex.record.checkpoints:
        ex.report.fault("The record does not list this checkpoint.")
        return
    ex.report.ok(f"The log up to entry {point['seq']} is as it was at {point['at']}.")


def check_receipt(ex: Examination, receipt: KeptReceipt) -> None:
    """The ballot of this receipt is in the log, is the one that counts, and counts as cast."""
    if receipt.round_id and receipt.round_id != ex.state.genesis["round"]:
        ex.report.fault("This receipt is for another round.")
        return
    counts = True
    if receipt.has_public_half:
        if not _is_recorded(ex, receipt):
            return
        counts = _is_the_last(ex, receipt)
    else:
        ex.report.unchecked("Whether the ballot was recorded: the public half is not there.")
    if not receipt.has_private_half:
        ex.report.unchecked("Whether it counts as it was cast: the private half is not there.")
    elif not ex.record.is_whole or TALLY not in ex.state.reached:
        ex.report.unchecked("Whether it counts as it was cast: that is published after the count.")
    else:
        _check_private_half(ex, receipt, counts)


def _is_recorded(ex: Examination, receipt: KeptReceipt) -> bool:
    versions = ex.state.casts.get(receipt.slot, {})
    if versions.get(receipt.version) != receipt.commitment:
        has = "another" if receipt.version in versions else "no"
        ex.report.fault(
            f"The log has {has} ballot of version {receipt.version} from the slot of this receipt."
        )
        return False
    if receipt.signature != _signature_in_log(ex, receipt):
        ex.report.fault("The log has another signature for this ballot than the receipt.")
        return False
    ex.report.ok("The ballot of this receipt is in the log, with the same signature.")
    return True


def _signature_in_log(ex: Examination, receipt: KeptReceipt) -> str:
    """Of the ballot; the same message is never signed in two ways with one key."""
    of_ballot = {"slot": receipt.slot, "version": receipt.version, "commitment": receipt.commitment}
    return next(line["signature"] for line in ex.record.log if line["payload"] == of_ballot)


def _is_the_last(ex: Examination, receipt: KeptReceipt) -> bool:
    last = max(ex.state.casts[receipt.slot])
    if receipt.slot in ex.state.voided:
        ex.report.fault(
            "This ballot does not count: its slot was taken out of the count "
            f"({ex.state.voided[receipt.slot]})."
        )
    elif receipt.version < last:
        ex.report.fault(
            f"This ballot does not count: version {last} replaced it. If you cast that one, check "
            "its receipt instead; if you did not, challenge the result."
        )
    else:
        ex.report.ok("It is the last of its slot, the one that counts.")
        return True
    return False


def _check_private_half(ex: Examination, receipt: KeptReceipt, counts: bool) -> None:
    if receipt.inner_hash:
        is_there = receipt.inner_hash in ex.record.inner_hashes
        if is_there != counts:
            ex.report.fault(
                "The inner ballot did not come out of the mixing."
                if counts
                else "The inner ballot of a ballot that was replaced came out of the mixing."
            )
        elif counts:
            ex.report.ok("Its inner ballot came out of the mixing.")
    for key, code in receipt.codes.items():
        contest = ex.contest(key)
        if contest is None:
            ex.report.fault(f"The receipt has a code for {key}, which is not a contest here.")
        elif counts:
            _check_code(ex, contest, code, receipt.choices.get(key))
    if counts and receipt.has_public_half:
        _check_nothing_missing(ex, receipt)


def _check_code(ex: Examination, contest: Mapping[str, Any], code: str, choice: str | None) -> None:
    key, office = contest["key"], contest["office"]
    if how_much_is_public(ex.record.definition, ex.ballots_in(key)) != RECORDS:
        ex.report.unchecked(f"{office}: too few ballots to publish single records.")
        return
    selection = dict(ex.record.records(key)).get(code)
    if selection is None:
        ex.report.fault(f"{office}: the code {grouped(code)} is not in the list.")
        return
    stands = choice_names(contest).get(selection, f"an invalid choice ({selection})")
    if choice is None:
        ex.report.note(f"{office}: {grouped(code)} stands beside “{stands}”. Is that your choice?")
    elif one_line(choice) != one_line(stands):
        ex.report.fault(
            f"{office}: {grouped(code)} stands beside “{stands}”; the receipt says “{choice}”."
        )
    else:
        ex.report.ok(f"{office}: {grouped(code)} stands beside “{stands}”, as on the receipt.")
    if (key, selection) in ex.state.withdrawn:
        ex.report.note(f"{office}: {stands} withdrew, so this vote counts as blank.")


def _check_nothing_missing(ex: Examination, receipt: KeptReceipt) -> None:
    style = ex.state.style_of(receipt.slot)
    for key in ex.record.definition["styles"].get(style, []):
        if key not in receipt.codes:
            ex.report.unchecked(f"{ex.office(key)}: the receipt has no code for it.")


# ======== endorsements/verifier/story.py

"""What happened in the round, in words, as the log tells it."""


MOST_TOLD = 20
SENTENCES = {
    GENESIS: "voting opened at {opens_at} and was to close at {closes_at}",
    HOLD: "the round was held: {reason}",
    RELEASE: "the round was released: {reason}",
    EXTEND: "the closing time was moved from {old} to {new}",
    ROLL_ADD: "slot {slot} was added to the roll with ballot style {style}",
    VOID: "slot {slot} was taken out of the count: {reason}",
    PAPER: "{count} ballots on paper were entered",
    MIX: "{count} envelopes were opened and their ballots mixed",
    DESTROY: "the {key} key was destroyed, the log says",
    TALLY: "{count} ballots were opened and counted",
    ANNUL: "the round was annulled: {reason}",
    CERTIFY: "the round was certified",
}


def tell(ex: Examination) -> None:
    """Report how many entries of each kind there are, and every one that is not a ballot."""
    ex.report.heading("What happened")
    numbers = [f"{ex.state.counts[kind]} {kind}" for kind in KINDS if ex.state.counts[kind]]
    ex.report.note(f"Entries of the log by kind: {', '.join(numbers)}.")
    told: dict[str, int] = {}
    for line in ex.record.log:
        kind = line["kind"]
        sentence = _told(ex, kind, line["payload"])
        told[kind] = told.get(kind, 0) + 1
        if sentence and told[kind] <= MOST_TOLD:
            ex.report.note(f"Entry {line['seq']}: {sentence.rstrip('.')}.")
    _tell_turnout(ex)


def _told(ex: Examination, kind: str, payload: dict[str, Any]) -> str:
    if kind == CLOSE:
        early = f", before its time: {payload['early']}" if "early" in payload else ""
        return f"voting closed at {payload['at']} with {payload['count']} ballots{early}"
    if kind == WITHDRAW:
        return _withdrawal(ex, payload["contest"], payload["candidate"])
    return SENTENCES.get(kind, "").format_map(payload)


def _withdrawal(ex: Examination, key: str, candidate: str) -> str:
    contest = ex.contest(key) if ex.record.is_whole else None
    name = choice_names(contest).get(candidate, candidate) if contest else candidate
    return f"{name} withdrew in the contest {ex.office(key)}; votes for them count as blank"


def _tell_turnout(ex: Examination) -> None:
    state = ex.state
    current = state.current()
    slots = state.genesis["roll_count"] + len(state.added)
    turnout = f" ({percent(Fraction(len(current), slots))})" if slots else ""
    ex.report.note(
        f"Ballots that count: {len(current)}, from {plural(slots, 'slot')} on the roll{turnout}."
    )
    changed = sum(version > 1 for version, _ in current.values())
    if changed:
        ex.report.note(f"{plural(changed, 'of them replaces', 'of them replace')} an earlier one.")


# ======== endorsements/verifier/main.py

"""The command line: a record in, a report out."""


ADDS_UP, DOES_NOT_ADD_UP, CANNOT_BE_READ = 0, 1, 2
LONGEST_KEPT_FILE = 1 << 20
Kept = Sequence[tuple[str, Any]]


def main(arguments: Sequence[str]) -> int:
    """Check a record and print the report.

    Returns:
        0 when everything that was checked adds up, 1 when something does not, 2 when the record
        or an argument cannot be read.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    chosen = _parser().parse_args(arguments)
    report = Report()
    try:
        receipts = [(str(path), _receipt(path)) for path in chosen.receipt]
        checkpoints = [(str(path), _checkpoint(path)) for path in chosen.checkpoint]
        files = read_files(chosen.record, besides=[*chosen.receipt, *chosen.checkpoint])
        examine(Record(files), report, receipts=receipts, checkpoints=checkpoints)
    except Unreadable as fault:
        sys.stdout.write(report.as_findings())
        sys.stderr.write(f"CANNOT BE READ: {printable(str(fault))}\n")
        return CANNOT_BE_READ
    sys.stdout.write(report.as_text())
    return DOES_NOT_ADD_UP if report.number_of(FAULT) else ADDS_UP


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="Check the public record of a round and recount every contest.",
        epilog="Exit status: 0 everything adds up, 1 something does not, 2 cannot be read.",
    )
    parser.add_argument(
        "record",
        nargs="?",
        type=Path,
        default=Path(sys.argv[0]).parent,
        help="folder or zip file of the record; without it, the folder of this program",
    )
    for name, what in (("receipt", "a receipt you kept"), ("checkpoint", "a checkpoint you kept")):
        parser.add_argument(
            f"--{name}",
            action="append",
            default=[],
            type=Path,
            metavar="FILE",
            help=f"{what}; may be given several times",
        )
    return parser


def _kept_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(LONGEST_KEPT_FILE + 1)
    except OSError as fault:
        raise Unreadable(f"{path} cannot be read: {fault.strerror or fault}.") from None
    if len(raw) > LONGEST_KEPT_FILE:
        raise Unreadable(f"{path} is too large to be a receipt or a checkpoint.")
    return text_of(raw, str(path))


def _receipt(path: Path) -> KeptReceipt:
    try:
        return parse_receipt(_kept_text(path))
    except ReceiptUnreadable as fault:
        raise Unreadable(f"{path} is not a receipt: {fault}.") from None


def _checkpoint(path: Path) -> dict[str, Any]:
    point = json_of(_kept_text(path), str(path))
    check_checkpoint_shape(point, str(path))
    return point


def examine(record: Record, report: Report, *, receipts: Kept = (), checkpoints: Kept = ()) -> None:
    """Run every check that the record at hand allows.

    Args:
        receipts, checkpoints: what somebody kept, each with the name of its file.

    Raises:
        Unreadable: a file of the record is missing or malformed; the report ends there.
    """
    check_sums(record, report)
    _introduce(record, report)
    state = replay_log(record, report)
    if state is None:
        return
    ex = Examination(record, report, state, signer_of(state.genesis["signing_key"]))
    check_checkpoints(ex)
    check_signatures(ex)
    if record.is_whole:
        check_names(record, report)
        check_definition(ex)
        check_roll(ex)
        check_withdrawals(ex)
    tell(ex)
    if record.is_whole:
        check_inner_ballots(ex)
        check_results(ex)
    else:
        _explain_log_alone(ex)
    for name, receipt in receipts:
        report.heading(f"Receipt {name}")
        check_receipt(ex, receipt)
    for name, point in checkpoints:
        report.heading(f"Checkpoint {name}")
        check_kept_checkpoint(ex, point)


def _introduce(record: Record, report: Report) -> None:
    if not record.is_whole:
        report.heading("The log of a round")
        return
    definition = record.definition
    report.heading(f"The record of “{definition['title']}”, {definition['organisation']}")
    if definition["rehearsal"]:
        report.note("This was a rehearsal; its outcome means nothing.")
    if definition["demo"]:
        report.note("This round belongs to a demonstration; its candidates are invented.")


def _explain_log_alone(ex: Examination) -> None:
    reached = ex.state.reached
    ex.report.heading("Ballots and contests")
    if ANNUL in reached:
        ex.report.note("The round was annulled: nothing of its count is published.")
    elif CERTIFY in reached:
        ex.report.fault("The round is certified, so all files of its record should be here.")
    elif TALLY in reached:
        ex.report.unchecked("The count: its files are not here. If they are public, fetch them.")
    else:
        ex.report.unchecked("The count: the round is not counted, as far as this log says.")
    ex.report.unchecked("The roll: it is published with the count.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
