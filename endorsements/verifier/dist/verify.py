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
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, partial
from math import comb, floor, perm
from pathlib import Path
from typing import Any, Protocol, Union

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


def merkle_root(leaves: Iterable[bytes]) -> bytes:
    """Root over leaves in the given order; a node without a partner moves up unchanged."""
    # On each level at most one node waits for its partner: few, however many leaves there are.
    waiting: list[bytes | None] = []
    for leaf in leaves:
        _place(leaf, waiting)
    root: bytes | None = None
    for node in waiting:
        if node is not None:
            root = node if root is None else _node(node, root)
    return EMPTY_ROOT if root is None else root


def _place(node: bytes, waiting: list[bytes | None]) -> None:
    for level, partner in enumerate(waiting):
        if partner is None:
            waiting[level] = node
            return
        node, waiting[level] = _node(partner, node), None
    waiting.append(node)


def _leaf(value: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + value).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


# ======== endorsements/protocol/records.py

"""Cast vote records: the check codes, the root over them, and the file that lists them."""


CODE_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
CODE_LENGTH = 12
RECORDS_HEADER = "code,selection"
# No table program takes such a cell for a formula: it begins with none of "=", "+", "-", "@".
_PLAIN = re.compile(r"(?:[\w:>][-\w :>=]{0,9999})?", re.ASCII)


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

    A selection that could not be a choice (it counts as invalid), or whose candidate's key begins
    with a hyphen, is written as a JSON text in quotes, so that no table program takes it for a
    formula and no line break for a new record.
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
FORMS_WITH_ONE_WINNER = (SINGLE_CHOICE, QUESTION, STAR, IRV, WHETHER_WHOM)
FORMS_WITH_LIMITED_MARKS = (APPROVAL, IRV, STV)
# There "no" says it: to each candidate, or to whether anybody should be endorsed.
FORMS_WITHOUT_NO_ENDORSEMENT = (PER_CANDIDATE, WHETHER_WHOM)
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

_DIGITS_AT_ONCE = 4000
_WRITTEN_AT_ONCE = 10**_DIGITS_AT_ONCE

Amount = Union[int, Fraction]


@dataclass(frozen=True)
class Settled:
    """A tie inside a count and what settled it.

    Args:
        tied: in the ballot's order.
        chosen: who was elected or moved first, or excluded.
        by: `BY_EARLIER_ROUND`, `BY_DRAW` or `BY_HIGHER_SUM`.
        round_number: of the earlier round that told them apart. With `BY_DRAW` of the last one
            that told some of them apart, so that the draw was among fewer; None otherwise.
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
    return f"{_digits(exact.numerator)}/{_digits(exact.denominator)}"


def _digits(number: int) -> str:
    """A number in full. Many exact transfers make fractions longer than Python writes at once."""
    if number < _WRITTEN_AT_ONCE:
        return str(number)
    high, low = divmod(number, _WRITTEN_AT_ONCE)
    return f"{_digits(high)}{low:0{_DIGITS_AT_ONCE}d}"


# ======== endorsements/tally/denominators.py

"""What a share is of: how the ballots of a contest divide, and which of them a bar counts.

Source: the words for counting in the glossary. "All ballots in that race" as the booklet of
Progressive Massachusetts prints it (docslib.org/doc/3025597); yes against no without abstentions as
Metro DC DSA counts (members.mdcdsa.org/t/337); all eligible, also the absent, as the Sierra Club's
compliance guidelines have it (rmc.sierraclub.org/secretary/policies/matrix.txt).
"""


@dataclass(frozen=True)
class BallotNumbers:
    """How many ballots of a contest are what.

    Args:
        cast: all, blank and invalid ones too.
        abstained: marked ballots that say no more than "abstain".
        eligible: members on the contest's roll.
    """

    cast: int
    blank: int
    invalid: int
    abstained: int
    eligible: int

    @property
    def marked(self) -> int:
        """Ballots that say something, abstentions and "no endorsement" included."""
        return self.cast - self.blank - self.invalid

    @property
    def valid(self) -> int:
        """Ballots that take part in the decision."""
        return self.marked - self.abstained


@dataclass(frozen=True)
class Bar:
    """A threshold with the number it is of.

    Args:
        threshold: None where the most votes win.
    """

    threshold: Threshold | None
    denominator: int

    @property
    def needed(self) -> int | None:
        """Fewest votes (or points) that clear the bar; None without a threshold."""
        return None if self.threshold is None else self.threshold.needed(self.denominator)

    def is_reached(self, amount: int) -> bool:
        """Whether so many votes clear the bar. Never without a vote."""
        if self.threshold is None:
            return amount > 0
        return self.threshold.is_reached(amount, self.denominator)


def bar_of(
    threshold: Threshold | None, numbers: BallotNumbers, *, unnamed: int = 0, continuing: int = 0
) -> Bar:
    """The bar of a contest; without a threshold its shares are of the valid ballots.

    Args:
        unnamed: valid ballots for "no endorsement" and nobody else.
        continuing: ballots that still count in the round of counting.
    """
    denominators = {
        ALL_BALLOTS: numbers.marked,
        WITHOUT_ABSTENTIONS: numbers.valid,
        NAMED_ONLY: numbers.valid - unnamed,
        ALL_CAST: numbers.cast,
        CONTINUING: continuing,
        MAXIMUM_SCORE: numbers.valid * HIGHEST_SCORE,
        WHOLE_ROLL: numbers.eligible,
    }
    return Bar(threshold, denominators[threshold.base if threshold else WITHOUT_ABSTENTIONS])


# ======== endorsements/tally/seats.py

"""Best first, at most as many as there are seats, and the contest's tie rule at the edge.

Source of the tie rules: a tie sends to a run-off at the Harvey Milk Club
(milkclub.org/score_voting); dual endorsement needs an express rule at the Sierra Club
(rmc.sierraclub.org/secretary/policies/matrix.txt).
"""


Keys = tuple[str, ...]


@dataclass(frozen=True)
class Decision:
    """Who is endorsed, before the quorum is looked at.

    Args:
        winners: in order of election.
        tied: whom a tie left unsettled, in the ballot's order.
        settled: ties that the draw decided.
    """

    outcome: str
    winners: Keys = ()
    tied: Keys = ()
    settled: tuple[Settled, ...] = ()


def fill_seats(
    rule: Rule,
    amounts: Mapping[str, int],
    is_reached: Callable[[int], bool],
    tie_order: Sequence[str],
) -> Decision:
    """Endorse the best who reach the bar.

    "No endorsement" takes part like a candidate where it is among the amounts, needs no bar, and
    ends the filling: nobody below it is endorsed.

    Args:
        amounts: votes or points of everybody who takes part, in the ballot's order.
        is_reached: whether an amount clears the bar; never true of 0.
        tie_order: see `count.count`.
    """
    winners: Keys = ()
    for amount in sorted(set(amounts.values()) - {0}, reverse=True):
        equal = tuple(key for key, votes in amounts.items() if votes == amount)
        if equal == (NO_ENDORSEMENT,):
            return _without_more(winners, NO_ENDORSEMENT_WON)
        if not is_reached(amount):
            break
        seats_left = rule.seats - len(winners)
        if len(equal) > seats_left or NO_ENDORSEMENT in equal:
            return settle(rule, winners, equal, tie_order)
        winners += in_drawn_order(equal, tie_order)
        if len(winners) == rule.seats:
            break
    return _without_more(winners, BAR_NOT_REACHED)


def settle(rule: Rule, winners: Keys, equal: Keys, tie_order: Sequence[str]) -> Decision:
    """Apply the tie rule to equals of whom not all can be endorsed.

    Args:
        winners: those endorsed before the tie.
        equal: at least two, in the ballot's order; "no endorsement" may be among them.
    """
    if rule.ties == TIE_DRAW:
        return _draw(rule.seats, winners, equal, tie_order)
    # Yes and No to one question cannot both be the position.
    may_have_both = rule.form != QUESTION and NO_ENDORSEMENT not in equal
    if rule.ties == TIE_ENDORSES_BOTH and may_have_both:
        return Decision(ENDORSED, winners + in_drawn_order(equal, tie_order))
    return Decision(ENDORSED if winners else TIE, winners, tied=equal)


def in_drawn_order(equal: Keys, tie_order: Sequence[str]) -> Keys:
    """Equals of whom all are endorsed: as drawn, or as on the ballot where nothing was drawn."""
    places = {key: place for place, key in enumerate(tie_order)}
    return tuple(sorted(equal, key=lambda key: places.get(key, len(places))))


def _draw(seats: int, winners: Keys, equal: Keys, tie_order: Sequence[str]) -> Decision:
    left, settled = list(equal), []
    while len(winners) < seats and left:
        chosen = min(left, key=tie_order.index)
        is_contested = len(winners) + len(left) > seats or NO_ENDORSEMENT in left
        if is_contested and len(left) > 1:
            settled.append(Settled(tuple(left), chosen, BY_DRAW))
        if chosen == NO_ENDORSEMENT:
            break
        winners += (chosen,)
        left.remove(chosen)
    return _without_more(winners, NO_ENDORSEMENT_WON, settled)


def _without_more(winners: Keys, otherwise: str, settled: Sequence[Settled] = ()) -> Decision:
    return Decision(ENDORSED if winners else otherwise, winners, settled=tuple(settled))


# ======== endorsements/tally/conclusion.py

"""The end of every count: the quorum, which overrides all, and the numbers in one shape."""


NO_DETAILS: Mapping[str, Any] = {}


def conclude(
    rule: Rule,
    numbers: BallotNumbers,
    bar: Bar,
    decision: Decision,
    *,
    tallies: Mapping[str, Amount],
    rounds: tuple[CountingRound, ...],
    details: Mapping[str, Any] = NO_DETAILS,
) -> Count:
    """Write a count. Below the quorum nobody is endorsed; the rounds are shown as always."""
    quorum_needed = rule.quorum.needed(numbers.eligible)
    has_quorum = numbers.cast >= quorum_needed
    return Count(
        cast=numbers.cast,
        blank=numbers.blank,
        invalid=numbers.invalid,
        marked=numbers.marked,
        abstained=numbers.abstained,
        eligible=numbers.eligible,
        tallies=tallies,
        denominator=bar.denominator,
        needed=bar.needed,
        quorum_needed=quorum_needed,
        outcome=decision.outcome if has_quorum else NO_QUORUM,
        winners=decision.winners if has_quorum else (),
        tied=decision.tied if has_quorum else (),
        rounds=rounds,
        details=details,
    )


# ======== endorsements/tally/selections.py

"""The one text in which a ballot's choice in one contest is written, for every form.

| form | text |
| --- | --- |
| single choice, question | `smith` |
| approval | `jones smith`: in the ballot's order |
| per candidate | `jones:no smith:yes`: in the ballot's order, unanswered ones left out |
| score, STAR | `jones:0 smith:5`: in the ballot's order, unscored ones left out |
| ranked | `smith>jones`: first choice first; `smith>>jones` leaves the second rank empty, `smith=jones>brown` puts two at the first rank (keys in the ballot's order) |
| whether, then whom | `yes:smith`, `no:smith`, `yes:`, `:smith`; each side may be `abstain` |

Everywhere the empty text is a blank ballot and `abstain` alone an abstention, where offered.
"""


BETWEEN_MARKS = " "
BETWEEN_RANKS = ">"
SAME_RANK = "="
OF = ":"


def write_marks(marked: Sequence[str]) -> str:
    """Approvals (or the one mark of a single choice) as a text; the caller gives ballot order."""
    return BETWEEN_MARKS.join(marked)


def write_answers(answers: Mapping[str, str | int]) -> str:
    """Answers or scores by candidate; the caller gives ballot order and leaves out the rest."""
    return BETWEEN_MARKS.join(f"{key}{OF}{answer}" for key, answer in answers.items())


def write_ranks(ranks: Sequence[Sequence[str]]) -> str:
    """A ranking: the keys at each rank from the top; an empty rank is one without keys.

    Empty ranks at the end are left out.
    """
    last = max((place for place, keys in enumerate(ranks, start=1) if keys), default=0)
    return BETWEEN_RANKS.join(SAME_RANK.join(keys) for keys in ranks[:last])


def write_steps(whether: str, whom: str) -> str:
    """The two answers of "whether, then whom"; blank only when both are."""
    return f"{whether}{OF}{whom}" if whether or whom else ""


def read_marks(text: str) -> list[str]:
    """The marks on a ballot that is not blank, as written."""
    return text.split(BETWEEN_MARKS)


def read_answers(text: str) -> list[tuple[str, str]]:
    """Pairs of key and answer as written; an answer is empty where there is no colon."""
    return [read_mark(mark) for mark in read_marks(text) if mark]


def read_mark(mark: str) -> tuple[str, str]:
    """Key and answer of one mark as written; the answer is empty where there is no colon."""
    key, _, answer = mark.partition(OF)
    return key, answer


def read_steps(text: str) -> tuple[str, str]:
    """The two answers of "whether, then whom", each as written."""
    return read_mark(text)


def read_ranks(text: str) -> list[list[str]]:
    """Keys at each rank of a ranking that is not blank, from the top; an empty rank has none."""
    return [rank.split(SAME_RANK) if rank else [] for rank in text.split(BETWEEN_RANKS)]


# ======== endorsements/tally/marks.py

"""Reading ballots without ranks: marks separated by spaces, each at most once, in ballot order.

Any other text is invalid, never mended: the order of marks could sign a ballot.
"""


Marks = tuple[str, ...]


@dataclass(frozen=True)
class MarkedBallots:
    """The ballots of a contest, read.

    Args:
        profile: pairs of marks (at least one) and the number of ballots that have just these.
            Abstentions in the whole contest are not among them.
    """

    numbers: BallotNumbers
    profile: tuple[tuple[Marks, int], ...]

    def by_mark(self, marks: Iterable[str]) -> dict[str, int]:
        """How many ballots hold each of these marks; no ballot may hold another."""
        totals = dict.fromkeys(marks, 0)
        for held, ballots in self.profile:
            for mark in held:
                totals[mark] += ballots
        return totals


def places_on_ballot(keys: Sequence[str], answers: Collection[str | int] = ()) -> dict[str, int]:
    """Every mark to its place: the keys themselves, or each key with each answer to it."""
    marks = {key: [f"{key}{OF}{answer}" for answer in answers] or [key] for key in keys}
    return {mark: place for place, key in enumerate(keys) for mark in marks[key]}


def read_ballots(
    rule: Rule,
    profile: Mapping[str, int],
    places: Mapping[str, int],
    *,
    eligible: int,
    withdrawn: Collection[str],
    is_legal: Callable[[Marks], bool] = bool,
) -> MarkedBallots:
    """Sort ballots into blank, invalid, abstaining and the rest.

    Marks for candidates who withdrew are taken as not made, once the ballot was found legal; a
    ballot of which nothing is left is blank.

    Args:
        places: every mark that a ballot may hold to its place on the ballot; answers to one
            question share a place.
        is_legal: what else must hold of a ballot's marks together.
    """
    blank = profile.get(BLANK, 0)
    abstained = profile.get(ABSTAIN, 0) if rule.has_abstain else 0
    kept, invalid = [], 0
    gone = frozenset(mark for mark in places if read_mark(mark)[0] in withdrawn)
    for text, ballots in profile.items():
        if text == BLANK or (text == ABSTAIN and rule.has_abstain):
            continue
        marks = tuple(read_marks(text))
        if not (_are_in_order(marks, places) and is_legal(marks)):
            invalid += ballots
        elif left := tuple(mark for mark in marks if mark not in gone) if gone else marks:
            kept.append((left, ballots))
        else:
            blank += ballots
    cast = sum(profile.values())
    numbers = BallotNumbers(cast, blank, invalid, abstained, eligible)
    return MarkedBallots(numbers, tuple(kept))


def _are_in_order(marks: Marks, places: Mapping[str, int]) -> bool:
    found = [places.get(mark, -1) for mark in marks]
    return found == sorted(set(found)) and found[0] >= 0


# ======== endorsements/tally/approval.py

"""Approval: mark as many as you like; those who reach the bar are endorsed, best first.

Source: boards of several seats by approval at Metro DC DSA (members.mdcdsa.org/t/337), approval as
a first round with "none of the above" at Our Revolution Arizona (actionnetwork.org/forms/test-79).
"""


def count_approval(
    rule: Rule,
    profile: Mapping[str, int],
    *,
    eligible: int,
    tie_order: Sequence[str],
    withdrawn: Collection[str] = (),
) -> Count:
    """Count an approval contest; arguments as in `count.count`.

    "No endorsement" stands alone on a ballot and counts in the denominator but takes no seat. If
    nobody is endorsed and it has more approvals than anybody, it won.
    """
    ballots = read_ballots(
        rule,
        profile,
        places_on_ballot(rule.standing()),
        eligible=eligible,
        withdrawn=withdrawn,
        is_legal=partial(_are_approvals, rule),
    )
    tallies = ballots.by_mark(key for key in rule.standing() if key not in withdrawn)
    named = {key: approvals for key, approvals in tallies.items() if key != NO_ENDORSEMENT}
    nobody = tallies.get(NO_ENDORSEMENT, 0)
    bar = bar_of(rule.threshold, ballots.numbers, unnamed=nobody)
    decision = fill_seats(rule, named, bar.is_reached, tie_order)
    is_outside = rule.threshold is not None and rule.threshold.base == NAMED_ONLY
    has_most = nobody > max(named.values(), default=0) and not is_outside
    if decision.outcome == BAR_NOT_REACHED and has_most:
        decision = replace(decision, outcome=NO_ENDORSEMENT_WON)
    counting = CountingRound(tallies, elected=decision.winners, settled=decision.settled)
    return conclude(rule, ballots.numbers, bar, decision, tallies=tallies, rounds=(counting,))


def _are_approvals(rule: Rule, marks: Marks) -> bool:
    if NO_ENDORSEMENT in marks:
        return len(marks) == 1
    return rule.most_marks is None or len(marks) <= rule.most_marks


# ======== endorsements/tally/narrowing.py

"""Choosing one of several equal candidates inside a ranked count: earlier rounds, then the draw."""


Tallies = Mapping[str, Amount]
Ties = tuple[Settled, ...]


@dataclass(frozen=True)
class Narrowing:
    """How a contest chooses among equals.

    Args:
        lookback: one of the `LOOKBACK_...` words.
        tie_order: everything that can win, in the published order.
    """

    lookback: str
    tie_order: Sequence[str]

    def highest(self, among: Iterable[str], rounds: Sequence[Tallies]) -> tuple[str, Ties]:
        """Who has most, and the tie on the way, if there was one.

        Among equals: who had most in an earlier round, then the first in the tie order.

        Args:
            among: in the ballot's order, at least one.
            rounds: tallies from round 1 to the present one.
        """
        return self._choose(among, rounds, is_highest=True)

    def lowest(self, among: Iterable[str], rounds: Sequence[Tallies]) -> tuple[str, Ties]:
        """Who has least; among equals who had least earlier, then the last in the tie order."""
        return self._choose(among, rounds, is_highest=False)

    def highest_first(
        self, among: Iterable[str], rounds: Sequence[Tallies]
    ) -> tuple[tuple[str, ...], Ties]:
        """Everybody in order, and the ties on the way."""
        left, order = list(among), []
        settled: list[Settled] = []
        while left:
            chosen, ties = self.highest(left, rounds)
            left.remove(chosen)
            order.append(chosen)
            settled += ties
        return tuple(order), tuple(settled)

    def _choose(
        self, among: Iterable[str], rounds: Sequence[Tallies], *, is_highest: bool
    ) -> tuple[str, Ties]:
        tied = _equals(among, rounds[-1], is_highest)
        if len(tied) == 1:
            return tied[0], ()
        left, told_apart_in = tied, None
        for number in self._earlier_rounds(len(rounds) - 1):
            kept = _equals(left, rounds[number - 1], is_highest)
            if len(kept) < len(left):
                left, told_apart_in = kept, number
        if len(left) == 1:
            return left[0], (Settled(tied, left[0], BY_EARLIER_ROUND, told_apart_in),)
        drawn = sorted(left, key=self.tie_order.index)[0 if is_highest else -1]
        return drawn, (Settled(tied, drawn, BY_DRAW, told_apart_in),)

    def _earlier_rounds(self, number: int) -> Iterable[int]:
        forward = range(1, number + 1)
        stages = {LOOKBACK_EARLIEST: forward, LOOKBACK_LATEST: reversed(forward)}
        return stages.get(self.lookback, ())


def _equals(among: Iterable[str], tallies: Tallies, is_highest: bool) -> tuple[str, ...]:
    among = tuple(among)
    extreme = (max if is_highest else min)(tallies[key] for key in among)
    return tuple(key for key in among if tallies[key] == extreme)


# ======== endorsements/tally/ranked.py

"""Ranked ballots: reading ranks as preferences, by named rules for overvotes, repeats and gaps."""


# The rules of reading. A count tells under these names how many ballots each touched.
OVERVOTE = "overvote"
DUPLICATE = "duplicate"
SKIPPED = "skipped"

Parcel = Collection[tuple[str, int]]


def ranked_rules(rule: Rule) -> RankedRules:
    """How ranks are read and the count goes on; the defaults where nothing is said."""
    return rule.ranked or RankedRules()


@dataclass(frozen=True)
class RankedBallots:
    """The ballots of a ranked contest, read as preferences.

    Args:
        by_first_choice: everybody who can win, in the ballot's order, to the ballots that want
            them first: pairs of a ranking and a number of ballots. A ranking is a text like
            `smith>jones` without gaps or repetitions; one may come several times.
        touched: reading rule to the number of ballots on which it had something to decide.
    """

    numbers: BallotNumbers
    by_first_choice: Mapping[str, Parcel]
    touched: Mapping[str, int]


def read_ranked(
    rule: Rule, profile: Mapping[str, int], *, eligible: int, withdrawn: Collection[str] = ()
) -> RankedBallots:
    """Read selections as preferences.

    Invalid are texts that are not the one way to write a ranking of what the contest offers,
    rankings with more ranks than `rule.most_marks`, and marks of which no preference is left. A
    mark for somebody who withdrew is taken as not made, and a rank with no other mark as not there.

    Args:
        profile: selection, as `selections.py` writes it, to the number of ballots that say so.

    Source: the glossary's blank, abstain and invalid; for the rules of reading, `RankedRules`.
    """
    reader = _RankReader(rule, withdrawn)
    piles: dict[str, list[tuple[str, int]]] = {key: [] for key in reader.running}
    once_each, most = frozenset(piles).intersection, rule.most_marks or len(piles)
    for text, number in profile.items():
        ranks = text.split(BETWEEN_RANKS)
        # Nearly every ballot has one candidate at each rank and nobody twice. There is nothing to
        # decide on it, and one look is enough: there may be hundreds of thousands of rankings.
        if len(once_each(ranks)) == len(ranks) <= most:
            piles[ranks[0]].append((text, number))
        elif preferences := reader.read(text, number):
            piles[preferences[0]].append((BETWEEN_RANKS.join(preferences), number))
    numbers = BallotNumbers(
        cast=sum(profile.values()),
        blank=reader.blank,
        invalid=reader.invalid,
        abstained=reader.abstained,
        eligible=eligible,
    )
    return RankedBallots(numbers, piles, reader.touched)


class _NotARanking(ValueError):
    """A text that is not the one way to write a ranking of what the contest offers."""


class _RankReader:
    """Reads one ballot with care; keeps the numbers of those without a preference.

    Args:
        running: who did not withdraw, in the ballot's order.
    """

    def __init__(self, rule: Rule, withdrawn: Collection[str]) -> None:
        self.running = [key for key in rule.standing() if key not in withdrawn]
        self.blank = self.invalid = self.abstained = 0
        self.touched = dict.fromkeys((OVERVOTE, DUPLICATE, SKIPPED), 0)
        self._rule = rule
        self._places = {key: place for place, key in enumerate(rule.standing())}
        ranked = ranked_rules(rule)
        self._then = {
            OVERVOTE: ranked.overvote,
            DUPLICATE: ranked.duplicate,
            SKIPPED: ranked.skipped,
        }

    def read(self, text: str, number: int) -> list[str]:
        """The preferences on so many ballots, none for a ballot without."""
        if text == ABSTAIN and self._rule.has_abstain:
            self.abstained += number
            return []
        try:
            ranks = self._without_withdrawn(self._ranks(text))
        except _NotARanking:
            self.invalid += number
            return []
        if not ranks:
            self.blank += number
            return []
        preferences, touched = self._preferences(ranks)
        for name in touched:
            self.touched[name] += number
        self.invalid += 0 if preferences else number
        return preferences

    def _ranks(self, text: str) -> list[list[str]]:
        """Who is marked at each rank."""
        if text == BLANK:
            return []
        ranks = read_ranks(text)
        most = self._rule.most_marks or len(ranks)
        if not ranks[-1] or len(ranks) > most or not all(map(self._is_in_order, ranks)):
            raise _NotARanking(text)
        return ranks

    def _is_in_order(self, keys: list[str]) -> bool:
        """Whether everybody at a rank is offered, and is there once and in the ballot's order."""
        places = [self._places.get(key, -1) for key in keys]
        return -1 not in places and places == sorted(set(places))

    def _without_withdrawn(self, ranks: list[list[str]]) -> list[list[str]]:
        """The ranks as if those who withdrew had never been marked, to the last one marked."""
        left = ((rank, [key for key in rank if key in self.running]) for rank in ranks)
        kept = [keys for rank, keys in left if keys or not rank]
        while kept and not kept[-1]:
            kept.pop()
        return kept

    def _preferences(self, ranks: Iterable[list[str]]) -> tuple[list[str], set[str]]:
        """The candidates kept, in order, and the rules of reading that had to decide."""
        kept: list[str] = []
        touched, empty_in_a_row = set(), 0
        for keys in ranks:
            empty_in_a_row = 0 if keys else empty_in_a_row + 1
            if len(keys) == 1 and keys[0] not in kept:
                kept += keys
                continue
            name = _what_is_wrong(keys)
            touched.add(name)
            if self._then[name] == EXHAUST or (
                self._then[name] == EXHAUST_TWO and empty_in_a_row == 2
            ):
                break
        return kept, touched


def _what_is_wrong(keys: list[str]) -> str:
    if not keys:
        return SKIPPED
    return OVERVOTE if len(keys) > 1 else DUPLICATE


# ======== endorsements/tally/piles.py

"""Who holds which ranked ballots, at what value, and how ballots move on."""


class MovingBallots(Protocol):
    """What a ranked count asks for and tells: who holds how much, and who is out.

    The verifier answers from published transfers where the ballots themselves are not public.
    """

    tallies: dict[str, Amount]

    def close(self, key: str) -> None: ...

    def exclude(self, key: str) -> dict[str, Amount]: ...

    def move_surplus(
        self, key: str, surplus: Amount, new_value: Callable[[Amount], Amount]
    ) -> dict[str, Amount]: ...


class Piles:
    """The ballots in front of each candidate of a ranked count.

    A pile is a list of parcels with the value that each of their ballots has; their rankings begin
    with whose pile it is. Values are worked out once for a parcel, so exact fractions cost little.
    Rankings of which the same is left when they move become one.

    Args:
        tallies: everybody not yet excluded, in the ballot's order, to what they hold.
    """

    def __init__(self, ballots: RankedBallots) -> None:
        self._taking = list(ballots.by_first_choice)
        self._parcels: dict[str, list[tuple[Amount, Parcel]]] = {}
        self.tallies: dict[str, Amount] = {}
        for key, first_choices in ballots.by_first_choice.items():
            self._parcels[key] = [(1, first_choices)]
            self.tallies[key] = sum(number for _, number in first_choices)

    def close(self, key: str) -> None:
        """From now on ballots pass over this candidate."""
        self._taking.remove(key)

    def exclude(self, key: str) -> dict[str, Amount]:
        """Take a candidate out who is not closed; their ballots move on with the value they have.

        Returns:
            What moved to whom, in the ballot's order, and what to `EXHAUSTED`.
        """
        self.close(key)
        return self._move_on(key, self.tallies.pop(key), lambda value: value)

    def move_surplus(
        self, key: str, surplus: Amount, new_value: Callable[[Amount], Amount]
    ) -> dict[str, Amount]:
        """Move every ballot of an elected candidate, who is closed, on at a lower value.

        Args:
            new_value: value of a ballot until now to its value from now on.

        Returns:
            As `exclude`; what no ballot carries on counts as exhausted.
        """
        self.tallies[key] -= surplus
        return self._move_on(key, surplus, new_value)

    def _move_on(
        self, key: str, leaving: Amount, new_value: Callable[[Amount], Amount]
    ) -> dict[str, Amount]:
        moved: dict[str, Amount] = dict.fromkeys(self._taking, 0)
        for value, parcels in self._dealt(key, new_value).items():
            for to, parcel in parcels.items():
                if amount := value * sum(parcel.values()):
                    self._parcels[to].append((value, parcel.items()))
                    self.tallies[to] += amount
                    moved[to] += amount
        moved[EXHAUSTED] = leaving - sum(moved.values())
        return {to: amount for to, amount in moved.items() if amount}

    def _dealt(
        self, key: str, new_value: Callable[[Amount], Amount]
    ) -> dict[Amount, dict[str, dict[str, int]]]:
        """A pile by new value and by who is next: what is left of a ranking to ballots."""
        by_value: dict[Amount, dict[str, dict[str, int]]] = {}
        beyond = len(key) + len(BETWEEN_RANKS)
        for value, parcel in self._parcels.pop(key):
            parcels = by_value.setdefault(new_value(value), {to: {} for to in self._taking})
            for ranking, number in parcel:
                left = ranking[beyond:]
                while left:
                    first, _, rest = left.partition(BETWEEN_RANKS)
                    if first in parcels:
                        arrived = parcels[first]
                        arrived[left] = arrived.get(left, 0) + number
                        break
                    left = rest
        return by_value


def last_held(rounds: Iterable[CountingRound]) -> dict[str, Amount]:
    """What everybody held in the last round they were in, in the ballot's order."""
    return {key: amount for one in rounds for key, amount in one.tallies.items()}


# ======== endorsements/tally/instant_runoff.py

"""Instant run-off: the lowest is excluded, one per round, until somebody has what is needed."""


def count_irv(
    rule: Rule,
    profile: Mapping[str, int],
    *,
    eligible: int,
    tie_order: Sequence[str],
    withdrawn: Collection[str] = (),
) -> Count:
    """Count a ranked contest by instant run-off.

    In each round a ballot counts for its highest preference still in the count. Without a
    threshold a majority of the continuing ballots wins (under `STOP_AT_TWO_LEFT` only once two
    are left). With one, whoever reaches it wins, and the count ends without a winner when two are
    left and neither does. "No endorsement" takes part like a candidate.

    Ties for exclusion go by `Narrowing`. A tie for the endorsement goes by `rule.ties`, and where
    that is a draw, by `Narrowing` too.
    """
    ballots = read_ranked(rule, profile, eligible=eligible, withdrawn=withdrawn)
    count = run_off(rule, ballots.numbers, Piles(ballots), tie_order)
    return replace(count, touched=ballots.touched)


def run_off(
    rule: Rule, numbers: BallotNumbers, piles: MovingBallots, tie_order: Sequence[str]
) -> Count:
    """Count ballots that are read, round by round."""
    narrowing = Narrowing(ranked_rules(rule).lookback, tie_order)
    rounds: list[CountingRound] = []
    while True:
        tallies = {key: int(held) for key, held in piles.tallies.items()}
        history = [*(earlier.tallies for earlier in rounds), tallies]
        continuing = sum(tallies.values())
        this_round = CountingRound(tallies, numbers.valid - continuing)
        bar = bar_of(rule.threshold, numbers, continuing=continuing)
        leaders = _leaders_who_win(rule, tallies, bar)
        if leaders or not continuing or (rule.threshold and len(tallies) <= 2):
            break
        loser, ties = narrowing.lowest(tallies, history)
        moved = {loser: piles.exclude(loser)}
        rounds.append(replace(this_round, eliminated=(loser,), transfers=moved, settled=ties))
    decision = _decide(rule, leaders, narrowing, history)
    rounds.append(replace(this_round, elected=_who_is_elected(decision), settled=decision.settled))
    return conclude(rule, numbers, bar, decision, tallies=last_held(rounds), rounds=tuple(rounds))


def _leaders_who_win(rule: Rule, tallies: Mapping[str, int], bar: Bar) -> Keys:
    """Those with most votes if that is enough, in the ballot's order; several are a tie."""
    most = max(tallies.values(), default=0)
    leaders = tuple(key for key, votes in tallies.items() if votes == most)
    return leaders if _is_enough(rule, most, tallies, bar) else ()


def _is_enough(rule: Rule, most: int, tallies: Mapping[str, int], bar: Bar) -> bool:
    if rule.threshold:
        return bar.is_reached(most)
    continuing = sum(tallies.values())
    if len(tallies) > 2 and ranked_rules(rule).stop == STOP_AT_TWO_LEFT:
        return False
    if len(tallies) == 2 and 2 * most == continuing and rule.ties != TIE_DRAW:
        return most > 0  # a tie for the endorsement itself; a draw excludes one of the two
    return 2 * most > continuing


def _decide(
    rule: Rule, leaders: Keys, narrowing: Narrowing, history: Sequence[Tallies]
) -> Decision:
    if not leaders:
        return Decision(NO_CONSENSUS if any(history[-1].values()) else BAR_NOT_REACHED)
    if len(leaders) > 1 and rule.ties != TIE_DRAW:
        return settle(rule, (), leaders, narrowing.tie_order)
    winner, ties = narrowing.highest(leaders, history)
    if winner == NO_ENDORSEMENT:
        return Decision(NO_ENDORSEMENT_WON, settled=ties)
    return Decision(ENDORSED, (winner,), settled=ties)


def _who_is_elected(decision: Decision) -> Keys:
    return (NO_ENDORSEMENT,) if decision.outcome == NO_ENDORSEMENT_WON else decision.winners


# ======== endorsements/tally/per_candidate.py

"""Yes, No or abstain for each candidate: a question of its own for everybody on the ballot.

Source: Metro DC DSA endorses whoever has two thirds of Yes and No together, abstentions left out
(members.mdcdsa.org/t/337: 47 Yes, 238 No, 61 abstained make 16.5 %); ratifying a committee's
recommendations one by one at Progressive Newton (progressivenewton.com).
"""


_LEFT_BLANK = "blank"


def count_per_candidate(
    rule: Rule,
    profile: Mapping[str, int],
    *,
    eligible: int,
    tie_order: Sequence[str],
    withdrawn: Collection[str] = (),
) -> Count:
    """Count answers to every candidate; arguments as in `count.count`.

    A candidate's denominator knows only the ballots that answer for this candidate; without a
    threshold it is Yes and No together. Those who reach the bar are endorsed in order of their Yes
    votes. An abstention in the whole contest abstains for everybody.

    Returns:
        `details` has `answers` (key to numbers of "yes", "no", "abstain", "blank", together the
        marked ballots), `denominators` and `needed` by key; the count's own `needed` is None.
    """
    answers = (YES, NO, ABSTAIN) if rule.has_abstain else (YES, NO)
    places = places_on_ballot(rule.candidates, answers)
    ballots = read_ballots(rule, profile, places, eligible=eligible, withdrawn=withdrawn)
    by_mark = ballots.by_mark(places)
    standing = [key for key in rule.candidates if key not in withdrawn]
    given = {key: _answers_for(key, by_mark, ballots.numbers) for key in standing}
    bars = {key: _bar_for(rule, given[key], ballots.numbers) for key in standing}
    tallies = {key: given[key][YES] for key in standing}
    decision = fill_seats(
        rule,
        {key: votes for key, votes in tallies.items() if bars[key].is_reached(votes)},
        bool,
        tie_order,
    )
    numbers = _with_all_who_abstain(ballots)
    return conclude(
        rule,
        numbers,
        replace(bar_of(rule.threshold, numbers), threshold=None),
        decision,
        tallies=tallies,
        rounds=(CountingRound(tallies, elected=decision.winners, settled=decision.settled),),
        details={
            "answers": given,
            "denominators": {key: bar.denominator for key, bar in bars.items()},
            "needed": {key: bar.needed for key, bar in bars.items()},
        },
    )


def _answers_for(key: str, by_mark: Mapping[str, int], numbers: BallotNumbers) -> dict[str, int]:
    given = {answer: by_mark.get(f"{key}{OF}{answer}", 0) for answer in (YES, NO, ABSTAIN)}
    given[ABSTAIN] += numbers.abstained
    return {**given, _LEFT_BLANK: numbers.marked - sum(given.values())}


def _bar_for(rule: Rule, given: Mapping[str, int], numbers: BallotNumbers) -> Bar:
    blank_here = numbers.blank + given[_LEFT_BLANK]
    return bar_of(rule.threshold, replace(numbers, blank=blank_here, abstained=given[ABSTAIN]))


def _with_all_who_abstain(ballots: MarkedBallots) -> BallotNumbers:
    """Ballots that abstain for each candidate they answer abstain in the whole contest too."""
    only = sum(
        number
        for marks, number in ballots.profile
        if all(mark.endswith(f"{OF}{ABSTAIN}") for mark in marks)
    )
    return replace(ballots.numbers, abstained=ballots.numbers.abstained + only)


# ======== endorsements/tally/score.py

"""Score: 0 to 5 points for each; the highest sum leads, measured against the highest possible.

Source: the Harvey Milk Club endorses whoever has the highest score and more than half of the five
points that every ballot could give (milkclub.org/score_voting).
"""


POINTS = tuple(range(HIGHEST_SCORE + 1))


def count_score(
    rule: Rule,
    profile: Mapping[str, int],
    *,
    eligible: int,
    tie_order: Sequence[str],
    withdrawn: Collection[str] = (),
) -> Count:
    """Count a score contest; arguments as in `count.count`.

    Whoever a ballot does not score gets 0 from it. "No endorsement" is scored like a candidate
    where it is offered; nobody who has fewer points is endorsed.

    Returns:
        `tallies` are sums, `denominator` is the highest possible sum; `details` has `scores`, key
        to the numbers of ballots that give 0, 1, ... 5.
    """
    ballots = read_scores(rule, profile, eligible=eligible, withdrawn=withdrawn)
    scores = given_scores(rule, ballots, withdrawn)
    tallies = sums_of(scores)
    bar = Bar(rule.threshold, ballots.numbers.valid * HIGHEST_SCORE)
    decision = fill_seats(rule, tallies, bar.is_reached, tie_order)
    return conclude(
        rule,
        ballots.numbers,
        bar,
        decision,
        tallies=tallies,
        rounds=(CountingRound(tallies, elected=decision.winners, settled=decision.settled),),
        details={"scores": scores},
    )


def read_scores(
    rule: Rule, profile: Mapping[str, int], *, eligible: int, withdrawn: Collection[str]
) -> MarkedBallots:
    """Ballots of scores; a mark is a key with its points, `smith:5`."""
    places = places_on_ballot(rule.standing(), POINTS)
    return read_ballots(rule, profile, places, eligible=eligible, withdrawn=withdrawn)


def given_scores(
    rule: Rule, ballots: MarkedBallots, withdrawn: Collection[str]
) -> dict[str, list[int]]:
    """Key to the numbers of ballots that give 0, 1, ... 5 points, of everybody still there."""
    by_mark = ballots.by_mark(places_on_ballot(rule.standing(), POINTS))
    return {
        key: [by_mark[f"{key}{OF}{points}"] for points in POINTS]
        for key in rule.standing()
        if key not in withdrawn
    }


def sums_of(scores: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """Points in all, from the numbers of ballots that give 0, 1, ... 5."""
    return {
        key: sum(points * ballots for points, ballots in enumerate(numbers))
        for key, numbers in scores.items()
    }


# ======== endorsements/tally/single_choice.py

"""Single choice: one mark at most, the most votes lead, and the leader must clear the bar.

Also a ballot question: its candidates are Yes and No, its "no endorsement" is "no position".

Source: bylaws that ask for a share of the vote, such as the rule in the booklet of Progressive
Massachusetts (docslib.org/doc/3025597: 60 % of all ballots in the race, "no endorsement" and
abstentions included); questions with yes, no and no recommendation at the Harvey Milk Club
(milkclub.org/score_voting) and YIMBY Action (yimbyaction.org/endorsement-procedure).
"""


def count_single_choice(
    rule: Rule,
    profile: Mapping[str, int],
    *,
    eligible: int,
    tie_order: Sequence[str],
    withdrawn: Collection[str] = (),
) -> Count:
    """Count a single choice or a question; arguments as in `count.count`.

    "No endorsement" runs like a candidate and needs no bar to win; where the bar is of ballots
    for a named candidate it is outside the decision. One seat, whatever the rule says.
    """
    ballots = read_ballots(
        rule,
        profile,
        places_on_ballot(rule.standing()),
        eligible=eligible,
        withdrawn=withdrawn,
        is_legal=_is_one_mark,
    )
    tallies = ballots.by_mark(key for key in rule.standing() if key not in withdrawn)
    bar = bar_of(rule.threshold, ballots.numbers, unnamed=tallies.get(NO_ENDORSEMENT, 0))
    decision = _decide_single_choice(rule, tallies, bar, tie_order)
    counting = CountingRound(tallies, elected=decision.winners, settled=decision.settled)
    return conclude(rule, ballots.numbers, bar, decision, tallies=tallies, rounds=(counting,))


def _is_one_mark(marks: Marks) -> bool:
    return len(marks) == 1


def _decide_single_choice(
    rule: Rule, tallies: Mapping[str, int], bar: Bar, tie_order: Sequence[str]
) -> Decision:
    aside = NO_ENDORSEMENT if rule.threshold and rule.threshold.base == NAMED_ONLY else None
    running = {key: votes for key, votes in tallies.items() if key != aside}
    decision = fill_seats(replace(rule, seats=1), running, bar.is_reached, tie_order)
    if rule.form == QUESTION and decision.outcome == BAR_NOT_REACHED:
        return replace(decision, outcome=NO_CONSENSUS)
    return decision


# ======== endorsements/tally/star.py

"""STAR, score then automatic run-off: the two with most points, then who is preferred by more.

Source: the rule of the Equal Vote Coalition (starvoting.org/star) with fewer tie-breakers: the
finalists by points, then by the drawn order; the run-off by preferences, then points, then the
contest's tie rule.
"""


_IN_THE_FINAL = 2


def count_star(
    rule: Rule,
    profile: Mapping[str, int],
    *,
    eligible: int,
    tie_order: Sequence[str],
    withdrawn: Collection[str] = (),
) -> Count:
    """Count a STAR contest; arguments as in `count.count`.

    "No endorsement" is scored like a candidate where it is offered, and wins the run-off without a
    bar. A threshold is a share that the winner of the run-off needs there. A contest of one has no
    run-off unless there is a threshold: then whoever gives them a point prefers them.

    Returns:
        `tallies` are sums of points; the votes of the run-off, of which `denominator` and `needed`
        speak, are the tallies of the second round. `details` as in `score.count_score`.
    """
    ballots = read_scores(rule, profile, eligible=eligible, withdrawn=withdrawn)
    scores = given_scores(rule, ballots, withdrawn)
    return count_scores(rule, ballots.numbers, scores, partial(_preferences, ballots), tie_order)


def count_scores(
    rule: Rule,
    numbers: BallotNumbers,
    scores: Mapping[str, list[int]],
    preferences: Callable[[Sequence[str]], Mapping[str, int]],
    tie_order: Sequence[str],
) -> Count:
    """Count scores that are read.

    Args:
        scores: see `score.given_scores`.
        preferences: of two finalists, how many ballots give each more points than the other.
    """
    sums = sums_of(scores)
    ranked = tuple(sorted(sums, key=lambda key: (-sums[key], tie_order.index(key))))
    finalists, others = ranked[:_IN_THE_FINAL], ranked[_IN_THE_FINAL:]
    if not numbers.valid or (len(finalists) < _IN_THE_FINAL and rule.threshold is None):
        bar, decision = bar_of(rule.threshold, numbers), _without_run_off(sums)
        rounds: tuple[CountingRound, ...] = (CountingRound(sums, elected=decision.winners),)
    else:
        votes = preferences(finalists)
        bar = bar_of(rule.threshold, numbers, continuing=sum(votes.values()))
        decision = _run_off(rule, votes, sums, bar, tie_order)
        ties = _ties_for_the_final(sums, finalists, others)
        rounds = (
            CountingRound(sums, eliminated=others, settled=ties),
            _final_round(votes, decision, numbers.valid),
        )
    details = {"scores": dict(scores)}
    return conclude(rule, numbers, bar, decision, tallies=sums, rounds=rounds, details=details)


def _without_run_off(sums: Mapping[str, int]) -> Decision:
    alone = tuple(key for key, points in sums.items() if points and key != NO_ENDORSEMENT)
    if alone:
        return Decision(ENDORSED, alone)
    return Decision(NO_ENDORSEMENT_WON if any(sums.values()) else BAR_NOT_REACHED)


def _preferences(ballots: MarkedBallots, finalists: Sequence[str]) -> dict[str, int]:
    """How many ballots give a finalist more points than the other."""
    worth = {
        f"{key}{OF}{points}": points if key == finalists[0] else -points
        for key in finalists
        for points in POINTS
    }
    votes = dict.fromkeys(finalists, 0)
    for marks, number in ballots.profile:
        lead = sum(worth.get(mark, 0) for mark in marks)
        if lead:
            votes[finalists[0 if lead > 0 else 1]] += number
    return votes


def _run_off(
    rule: Rule,
    votes: Mapping[str, int],
    sums: Mapping[str, int],
    bar: Bar,
    tie_order: Sequence[str],
) -> Decision:
    most = max(votes.values())
    equal = tuple(key for key in sums if votes.get(key) == most)
    leaders = tuple(key for key in equal if sums[key] == max(sums[tied] for tied in equal))
    by_sum = Settled(equal, leaders[0], BY_HIGHER_SUM)
    settled = (by_sum,) if len(leaders) < len(equal) else ()
    if leaders == (NO_ENDORSEMENT,):
        return Decision(NO_ENDORSEMENT_WON, settled=settled)
    if rule.threshold is not None and not bar.is_reached(most):
        return Decision(BAR_NOT_REACHED, settled=settled)
    if len(leaders) == 1:
        return Decision(ENDORSED, leaders, settled=settled)
    if rule.ties != TIE_DRAW and not sums[leaders[0]]:
        # Nobody has a point: only the draw, which never leaves a seat empty, can choose then.
        return Decision(BAR_NOT_REACHED)
    return settle(replace(rule, seats=1), (), leaders, tie_order)


def _final_round(votes: Mapping[str, int], decision: Decision, valid: int) -> CountingRound:
    nobody_won = decision.outcome == NO_ENDORSEMENT_WON
    elected = (NO_ENDORSEMENT,) if nobody_won else decision.winners
    return CountingRound(
        votes,
        exhausted=valid - sum(votes.values()),
        elected=elected,
        eliminated=tuple(key for key in votes if key not in elected) if elected else (),
        settled=decision.settled,
    )


def _ties_for_the_final(
    sums: Mapping[str, int], finalists: Sequence[str], others: Sequence[str]
) -> tuple[Settled, ...]:
    """The draws that decided who of several with equal points goes on."""
    if not others or sums[others[0]] != sums[finalists[-1]]:
        return ()
    left, settled = [key for key in sums if sums[key] == sums[others[0]]], []
    for chosen in (key for key in finalists if key in left):
        settled.append(Settled(tuple(left), chosen, BY_DRAW))
        left = [key for key in left if key != chosen]
    return tuple(settled)


# ======== endorsements/tally/stv.py

"""Single transferable vote: several seats, by weighted inclusive Gregory as in Scotland.

Source: Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 48 to 52.
Ours besides: exact fractions, the order in which ties look at earlier rounds, the public draw.
"""


_FIVE_DECIMALS = 10**5


def count_stv(
    rule: Rule,
    profile: Mapping[str, int],
    *,
    eligible: int,
    tie_order: Sequence[str],
    withdrawn: Collection[str] = (),
) -> Count:
    """Count a ranked contest for several seats by single transferable vote.

    The quota is the valid ballots divided by one more than the seats, the fraction dropped, plus
    one. Whoever has it is elected, the highest first. The largest surplus moves on first, with
    every ballot of the candidate at a lower value; where there is none, the lowest is excluded.
    When no more are left than seats, they are elected. Ties go by `Narrowing`, whatever
    `rule.ties` says.

    "No endorsement" takes part like a candidate: a seat that it wins stays empty.
    """
    ballots = read_ranked(rule, profile, eligible=eligible, withdrawn=withdrawn)
    count = fill_by_quota(rule, ballots.numbers, Piles(ballots), tie_order)
    return replace(count, touched=ballots.touched)


def fill_by_quota(
    rule: Rule, numbers: BallotNumbers, piles: MovingBallots, tie_order: Sequence[str]
) -> Count:
    """Count ballots that are read, round by round."""
    seats = _Seats(rule, numbers, piles, Narrowing(ranked_rules(rule).lookback, tie_order))
    rounds = seats.fill()
    count = conclude(
        rule,
        numbers,
        bar_of(None, numbers),
        _decision(seats.elected),
        tallies=last_held(rounds),
        rounds=tuple(rounds),
    )
    return replace(count, quota=seats.quota)


class _Seats:
    """A count under way.

    Args:
        elected: in order of election.
    """

    def __init__(
        self, rule: Rule, numbers: BallotNumbers, piles: MovingBallots, narrowing: Narrowing
    ) -> None:
        self.elected: list[str] = []
        self.quota = numbers.valid // (rule.seats + 1) + 1
        self._seats = rule.seats
        self._cut = ranked_rules(rule).arithmetic == DECIMAL5
        self._valid = numbers.valid
        self._narrowing = narrowing
        self._piles = piles

    def fill(self) -> list[CountingRound]:
        """Count round by round until all seats are filled or nobody is left."""
        rounds: list[CountingRound] = []
        while True:
            tallies = dict(self._piles.tallies)
            history = [*(earlier.tallies for earlier in rounds), tallies]
            newly, settled = self._elect(history) if self._valid else ((), ())
            exhausted = self._valid - sum(tallies.values())
            this_round = CountingRound(tallies, exhausted, newly, settled=settled)
            is_full = len(self.elected) >= self._seats
            if is_full or not self._running() or not self._valid:
                return [*rounds, this_round]
            rounds.append(self._take_a_step(this_round, history))

    def _running(self) -> list[str]:
        return [key for key in self._piles.tallies if key not in self.elected]

    def _elect(self, history: Sequence[Tallies]) -> tuple[Keys, Ties]:
        with_quota = [key for key in self._running() if history[-1][key] >= self.quota]
        newly, settled = self._elect_in_order(with_quota, history)
        if len(self._running()) <= self._seats - len(self.elected):
            others, more_settled = self._elect_in_order(self._running(), history)
            return newly + others, settled + more_settled
        return newly, settled

    def _elect_in_order(self, keys: Sequence[str], history: Sequence[Tallies]) -> tuple[Keys, Ties]:
        order, settled = self._narrowing.highest_first(keys, history)
        self.elected += order
        for key in order:
            self._piles.close(key)
        return order, settled

    def _take_a_step(self, before: CountingRound, history: Sequence[Tallies]) -> CountingRound:
        """Move the largest surplus, or exclude the lowest."""
        tallies = before.tallies
        over_quota = [key for key in tallies if key in self.elected and tallies[key] > self.quota]
        if over_quota:
            chosen, ties = self._narrowing.highest(over_quota, history)
            moved = self._piles.move_surplus(
                chosen, tallies[chosen] - self.quota, self._new_value(tallies[chosen])
            )
        else:
            chosen, ties = self._narrowing.lowest(self._running(), history)
            moved = self._piles.exclude(chosen)
        return replace(
            before,
            eliminated=() if over_quota else (chosen,),
            transfers={chosen: moved},
            settled=before.settled + tuple(tie for tie in ties if tie not in before.settled),
        )

    def _new_value(self, total: Amount) -> Callable[[Amount], Amount]:
        """Value of a ballot times surplus over total; cut off after five decimals if so ruled."""
        share = Fraction(total - self.quota) / total

        def lowered(value: Amount) -> Amount:
            exact = value * share
            return Fraction(floor(exact * _FIVE_DECIMALS), _FIVE_DECIMALS) if self._cut else exact

        return lowered


def _decision(elected: Sequence[str]) -> Decision:
    winners = tuple(key for key in elected if key != NO_ENDORSEMENT)
    if winners:
        return Decision(ENDORSED, winners)
    return Decision(NO_ENDORSEMENT_WON if elected else BAR_NOT_REACHED)


# ======== endorsements/tally/whether_whom.py

"""Whether to endorse at all, then whom: two questions on one ballot, each with its own bar.

Source: Sunrise Movement asked both in 2020 (sunrisemovement.org/political-endorsements); "whom,
and whether, to endorse" is the question at Progressive Massachusetts
(progressivemass.com/endorsement_process).
"""


_Answers = Mapping[str, int]


def count_whether_whom(
    rule: Rule,
    profile: Mapping[str, int],
    *,
    eligible: int,
    tie_order: Sequence[str],
    withdrawn: Collection[str] = (),
) -> Count:
    """Count both steps; arguments as in `count.count`.

    Whoever says No to "whether" may still say whom. Denominators know only the ballots that answer
    the step. Without a threshold "whether" needs more Yes than No. Where it fails nobody is
    endorsed, whatever the second step comes to. A mark for somebody who withdrew is a second step
    left blank.

    Returns:
        Tallies, denominator and `needed` are the second step's; `details` has `whether`: the
        numbers of "yes", "no", "abstain" and "blank", together the marked ballots, and its
        `denominator`, `needed`, `is_reached`; and `whom`: the numbers of "abstain" and "blank"
        there.
    """
    whether, whom, numbers = _read_steps(rule, profile, eligible, withdrawn)
    step_one = _whether(rule, whether, numbers)
    tallies = {key: whom[key] for key in rule.candidates if key not in withdrawn}
    bar = bar_of(rule.whom_threshold, _of_step(numbers, whom))
    decision = fill_seats(replace(rule, seats=1), tallies, bar.is_reached, tie_order)
    if not step_one["is_reached"]:
        decision = Decision(BAR_NOT_REACHED)
    elif decision.outcome == BAR_NOT_REACHED:
        decision = Decision(NO_CONSENSUS)
    counting = CountingRound(tallies, elected=decision.winners, settled=decision.settled)
    return conclude(
        rule,
        numbers,
        bar,
        decision,
        tallies=tallies,
        rounds=(counting,),
        details={
            "whether": step_one,
            "whom": {ABSTAIN: whom[ABSTAIN], "blank": whom[BLANK]},
        },
    )


def _read_steps(
    rule: Rule, profile: Mapping[str, int], eligible: int, withdrawn: Collection[str]
) -> tuple[Counter[str], Counter[str], BallotNumbers]:
    """Answers of the marked ballots to each step, blanks included."""
    abstain = {ABSTAIN} if rule.has_abstain else set()
    may_say_whether = {BLANK, YES, NO} | abstain
    may_say_whom = {BLANK, *rule.candidates} | abstain
    whether: Counter[str] = Counter()
    whom: Counter[str] = Counter()
    blank = invalid = abstained = 0
    for text, number in profile.items():
        steps = (text, OF, text) if text in (BLANK, *abstain) else text.partition(OF)
        one, colon, two = steps
        if one not in may_say_whether or two not in may_say_whom or text == OF or not colon:
            invalid += number
            continue
        two = BLANK if two in withdrawn else two
        if one == two == BLANK:
            blank += number
            continue
        whether[one] += number
        whom[two] += number
        if {one, two} <= {BLANK, ABSTAIN}:
            abstained += number
    cast = sum(profile.values())
    return whether, whom, BallotNumbers(cast, blank, invalid, abstained, eligible)


def _whether(rule: Rule, given: _Answers, numbers: BallotNumbers) -> dict[str, Any]:
    bar = bar_of(rule.threshold, _of_step(numbers, given))
    has_majority = given[YES] > given[NO]
    return {
        YES: given[YES],
        NO: given[NO],
        ABSTAIN: given[ABSTAIN],
        "blank": given[BLANK],
        "denominator": bar.denominator,
        "needed": bar.needed,
        "is_reached": bar.is_reached(given[YES]) if rule.threshold else has_majority,
    }


def _of_step(numbers: BallotNumbers, given: _Answers) -> BallotNumbers:
    """The same ballots as one step sees them: what it is left blank on is blank there."""
    return replace(numbers, blank=numbers.blank + given[BLANK], abstained=given[ABSTAIN])


# ======== endorsements/tally/count.py

"""One door to every form: a rule and a profile in, a count out."""


COUNTERS = {
    SINGLE_CHOICE: count_single_choice,
    QUESTION: count_single_choice,
    APPROVAL: count_approval,
    PER_CANDIDATE: count_per_candidate,
    SCORE: count_score,
    STAR: count_star,
    IRV: count_irv,
    STV: count_stv,
    WHETHER_WHOM: count_whether_whom,
}


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


# ======== endorsements/tally/draw.py

"""The public draw: an order of candidates that nobody could choose, from the head of the log."""


def tie_order(seed: bytes, contest_key: str, options: Iterable[str]) -> tuple[str, ...]:
    """The order that settles ties in a contest: the first wins, the last is excluded first.

    Every option gets the SHA-256 of the seed, the contest's key and its own key; the options
    are sorted by it.

    Args:
        seed: head of the log at the `close` entry (32 bytes), signed and published before any
            envelope is opened.
        options: keys of what can win.
    """
    return tuple(sorted(options, key=lambda key: digest("draw/1", seed, contest_key, key)))


# ======== endorsements/tally/words.py

"""The words that rules, outcomes and steps of a count share: shares, bars, denominators, names.

A published result is hashed with its words, and whoever recounts it words it again: changing one
of them makes older records fail their check, unless results get a new format.
"""


QUESTION_ANSWERS = {YES: "Yes", NO: "No"}
BASES = {
    ALL_BALLOTS: "all ballots marked in this contest",
    WITHOUT_ABSTENTIONS: "the ballots marked in this contest, abstentions left out",
    NAMED_ONLY: "the ballots marked for a named candidate",
    ALL_CAST: "all ballots cast in this contest, blank and invalid ones too",
    CONTINUING: "the ballots that still count for somebody in that round",
    MAXIMUM_SCORE: "the highest possible score (5 points from each ballot that scores)",
    WHOLE_ROLL: "all members who may vote in this contest",
}
SHORT_BASES = {
    ALL_BALLOTS: "ballots",
    WITHOUT_ABSTENTIONS: "ballots without abstentions",
    NAMED_ONLY: "ballots for a named candidate",
    ALL_CAST: "ballots cast",
    CONTINUING: "ballots that still counted",
    MAXIMUM_SCORE: "points possible",
    WHOLE_ROLL: "members who may vote",
}
# Where a form's own words say more plainly what is counted.
_BASES_OF_FORM = {
    (QUESTION, NAMED_ONLY): "the ballots marked Yes or No",
    (PER_CANDIDATE, ALL_BALLOTS): "all ballots that say anything to that candidate",
    (PER_CANDIDATE, WITHOUT_ABSTENTIONS): "the ballots that say Yes or No to that candidate",
    (WHETHER_WHOM, ALL_BALLOTS): "all ballots that answer that question",
    (WHETHER_WHOM, WITHOUT_ABSTENTIONS): (
        "the ballots that answer that question, abstentions left out"
    ),
    (STAR, CONTINUING): "the ballots that score one of the two in the final above the other",
}
_SHORT_BASES_OF_FORM = {
    (QUESTION, NAMED_ONLY): "ballots for Yes or No",
    (PER_CANDIDATE, WITHOUT_ABSTENTIONS): "ballots with Yes or No",
    (STAR, CONTINUING): "ballots with a preference",
}
# Key to printed name.
Names = Mapping[str, str]
QUOTED_NONE = "“No endorsement”"
QUOTED_NO_POSITION = "“No position”"


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


def amount_in_words(amount: Amount) -> str:
    """What a sentence prints of an amount: "12", "12.5", "12.34" cut after two decimals.

    Cut, not rounded: what is below a quota never seems to reach it. Tables have the exact value.
    """
    hundredths = Fraction(amount) * 100
    units = hundredths.numerator // hundredths.denominator
    if not units and amount:
        return "less than 0.01"
    whole, part = divmod(units, 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".") if part else str(whole)


def threshold_in_words(threshold: Threshold, form: str = SINGLE_CHOICE) -> str:
    """For example "at least 60 % (3/5) of all ballots marked in this contest"."""
    bar = "at least" if threshold.compare == AT_LEAST else "more than"
    base = _BASES_OF_FORM.get((form, threshold.base), BASES[threshold.base])
    return f"{bar} {exact_in_words(threshold.share)} of {base}"


def exact_in_words(share: Fraction) -> str:
    """For example "66.7 % (2/3)"."""
    return f"{percent(share)} ({share.numerator}/{share.denominator})"


def needed_in_words(threshold: Threshold) -> str:
    """For example "60 % was needed", said beside a share."""
    over = "" if threshold.compare == AT_LEAST else "more than "
    return f"{over}{percent(threshold.share)} was needed"


def base_in_words(number: int, base: str, form: str = SINGLE_CHOICE) -> str:
    """What a share is of, with its number: "412 ballots", "1 ballot without abstentions"."""
    return numbered(number, _SHORT_BASES_OF_FORM.get((form, base), SHORT_BASES[base]))


def quorum_in_words(quorum: Quorum) -> str:
    """A sentence, or an empty text where there is no quorum."""
    if quorum.ballots is not None:
        ballots = "1 ballot is" if quorum.ballots == 1 else f"{quorum.ballots} ballots are"
        return f"The result stands only if at least {ballots} cast."
    if quorum.share is not None:
        return (
            f"The result stands only if at least {exact_in_words(quorum.share)} of the members "
            "who may vote in this contest cast a ballot."
        )
    return ""


def numbered(number: int, things: str) -> str:
    """A number with its noun, which is given in the plural and stands first: "1 ballot cast"."""
    noun, _, rest = things.partition(" ")
    if number != 1:
        return f"{number} {things}"
    return " ".join(filter(None, ["1", noun.removesuffix("s"), rest]))


def listed(parts: Sequence[str]) -> str:
    """ "Ash", "Ash and Birch", "Ash, Birch and Cedar"."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def none_in_words(form: str) -> str:
    """ "No endorsement" as sentences quote it; a question has "No position" in its place."""
    return QUOTED_NO_POSITION if form == QUESTION else QUOTED_NONE


def named(key: str, form: str, names: Mapping[str, str]) -> str:
    """A choice as a sentence names it: candidates by name, "no endorsement" in quotation marks."""
    return none_in_words(form) if key == NO_ENDORSEMENT else names[key]


def choice_names(contest: Mapping[str, Any]) -> dict[str, str]:
    """Every single mark of a contest to what people call it.

    Args:
        contest: of a frozen definition.
    """
    names = {candidate["key"]: candidate["name"] for candidate in contest["candidates"]}
    return {
        **names,
        NO_ENDORSEMENT: "No position" if contest["form"] == QUESTION else "No endorsement",
        ABSTAIN: "Abstain",
        BLANK: "Left blank",
    }


# ======== endorsements/tally/outcome_words.py

"""The outcome of a contest in a few sentences, with the numbers it rests on."""


_BASES_WITHOUT_BAR = {STAR: CONTINUING, SCORE: MAXIMUM_SCORE}
HALF = Threshold(Fraction(1, 2), MORE_THAN, CONTINUING)


def outcome_in_words(rule: Rule, count: Count, names: Names) -> str:
    """The outcome of a contest in a few sentences, with the numbers it rests on.

    Args:
        names: key to printed name of the candidates.
    """
    sentences = [_OUTCOMES[count.outcome](rule, count, names)]
    if count.outcome == ENDORSED and count.tied:
        tied = listed([named(key, rule.form, names) for key in count.tied])
        sentences.append(f"{tied} tie for the next place, and none of them is endorsed.")
    if count.tied and rule.ties == TIE_RUN_OFF:
        sentences.append("The rule sends such a tie to a run-off.")
    if count.outcome != NO_QUORUM:
        sentences += _drawn_in_words(count)
    return " ".join(sentences)


def short_sentence(rule: Rule, outcome: str, winners: Sequence[str], names: Names) -> str:
    """The outcome without a number, for a contest too small to publish any."""
    if outcome != ENDORSED:
        return _nobody(rule)
    if rule.form == QUESTION:
        return f"The position is {names[winners[0]]}."
    return f"{listed([names[key] for key in winners])} {_are(winners)} endorsed."


def _drawn_in_words(count: Count) -> list[str]:
    drawn = [
        str(number)
        for number, one in enumerate(count.rounds, start=1)
        if any(tie.by == BY_DRAW for tie in one.settled)
    ]
    if not drawn:
        return []
    where = f" in round {listed(drawn)}" if len(count.rounds) > 1 else ""
    return [f"The public draw settled a tie{where}."]


def _nobody(rule: Rule) -> str:
    return "No position is taken." if rule.form == QUESTION else "Nobody is endorsed."


def _are(keys: Sequence[str]) -> str:
    return "is" if len(keys) == 1 else "are"


# ---- shares


def deciding_tallies(rule: Rule, count: Count) -> Mapping[str, Amount]:
    """The numbers that a share is made of: of the last round where a form has several."""
    return count.rounds[-1].tallies if rule.form in (IRV, STAR) else count.tallies


def _bar(rule: Rule) -> Threshold | None:
    """What has to be cleared; more than half in an instant run-off without a threshold."""
    if rule.form == WHETHER_WHOM:
        return rule.whom_threshold
    return HALF if rule.form == IRV and rule.threshold is None else rule.threshold


def _denominator(rule: Rule, count: Count, key: str) -> int:
    if rule.form == PER_CANDIDATE:
        return count.details["denominators"][key]
    if rule.threshold is None and rule.form in (IRV, STAR):
        return sum(map(int, deciding_tallies(rule, count).values()))
    return count.denominator


def share_of(rule: Rule, count: Count, key: str) -> Fraction:
    """Exact share by which a candidate is judged; 0 without ballots."""
    denominator = _denominator(rule, count, key)
    held = Fraction(deciding_tallies(rule, count)[key])
    return held / denominator if denominator else Fraction(0)


def _percents(rule: Rule, count: Count, keys: Sequence[str]) -> str:
    bar = _bar(rule)
    apart_from = bar.share if bar else None
    figures = [percent(share_of(rule, count, key), apart_from=apart_from) for key in keys]
    if len(figures) > 1 and len(set(figures)) == 1:
        return f"{figures[0]} each"
    return listed(figures)


def _of_base(rule: Rule, count: Count, key: str) -> str:
    """For example "412 ballots", and in which round of several."""
    bar = _bar(rule)
    base = bar.base if bar else _BASES_WITHOUT_BAR.get(rule.form, WITHOUT_ABSTENTIONS)
    if base == WITHOUT_ABSTENTIONS and not rule.has_abstain and rule.form != PER_CANDIDATE:
        base = ALL_BALLOTS
    words = base_in_words(_denominator(rule, count, key), base, rule.form)
    if rule.form == IRV and len(count.rounds) > 1:
        return f"{words} in round {len(count.rounds)}"
    return words


def _shares(rule: Rule, count: Count, keys: Sequence[str]) -> str:
    """For example "68 % and 62 % of 412 ballots"."""
    shares = f"{_percents(rule, count, keys)} of {_of_base(rule, count, keys[0])}"
    if rule.form != SCORE:
        return shares
    means = [amount_in_words(Fraction(count.tallies[key]) / (count.valid or 1)) for key in keys]
    return f"{shares}, {listed(means)} on average"


def _needed(rule: Rule) -> str:
    """What it took, to end a sentence with shares."""
    if bar := _bar(rule):
        return f"; {needed_in_words(bar)}."
    return "; no bar was set."


def _step_one(rule: Rule, count: Count) -> str:
    """Of "whether, then whom": how the first question was answered, with a space after it."""
    if rule.form != WHETHER_WHOM:
        return ""
    whether = count.details["whether"]
    if rule.threshold is None:
        return f"To endorse anybody {whether[YES]} said Yes and {whether[NO]} No. "
    denominator, bar = whether["denominator"], rule.threshold
    share = Fraction(whether[YES], denominator) if denominator else Fraction(0)
    of = base_in_words(denominator, bar.base, rule.form)
    said = f"{percent(share, apart_from=bar.share)} of {of} said Yes"
    return f"To endorse anybody {said}; {needed_in_words(bar)}. "


# ---- outcomes


def _endorsed(rule: Rule, count: Count, names: Names) -> str:
    winners = count.winners
    who, are = listed([names[key] for key in winners]), _are(winners)
    if rule.form == STV:
        order = ", in this order" if len(winners) > 1 else ""
        valid = numbered(count.valid, "ballots")
        return f"{who} {are} endorsed{order}; the quota was {count.quota} of {valid}."
    if rule.form == STAR and len(count.rounds) == 1:
        return f"{who} {are} endorsed; there was no other candidate."
    if rule.form == PER_CANDIDATE:
        each = [
            f"{names[key]} ({_percents(rule, count, [key])} Yes of {_of_base(rule, count, key)})"
            for key in winners
        ]
        return f"{listed(each)} {are} endorsed{_needed(rule)}"
    shares = f"with {_shares(rule, count, winners)}{_needed(rule)}"
    if rule.form == QUESTION:
        return f"The position is {who}, {shares}"
    return f"{_step_one(rule, count)}{who} {are} endorsed {shares}"


def _none_won(rule: Rule, count: Count, names: Names) -> str:
    none = none_in_words(rule.form)
    if rule.form == STV or (rule.form == STAR and len(count.rounds) == 1):
        return f"{none} won. {_nobody(rule)}"
    return f"{none} won with {_shares(rule, count, [NO_ENDORSEMENT])}. {_nobody(rule)}"


def _tie(rule: Rule, count: Count, names: Names) -> str:
    who = listed([named(key, rule.form, names) for key in count.tied])
    each = (
        "" if rule.form == PER_CANDIDATE else f", each with {_shares(rule, count, count.tied[:1])}"
    )
    return f"{_step_one(rule, count)}A tie for the lead between {who}{each}. {_nobody(rule)}"


def _not_reached(rule: Rule, count: Count, names: Names) -> str:
    if rule.form == WHETHER_WHOM:
        return f"{_step_one(rule, count)}{_nobody(rule)}"
    return f"No endorsement: {_best(rule, count, names)}"


def _no_consensus(rule: Rule, count: Count, names: Names) -> str:
    best = _best(rule, count, names)
    return f"{_step_one(rule, count)}No consensus: {best} {_nobody(rule)}"


def _no_quorum(rule: Rule, count: Count, names: Names) -> str:
    were = "was" if count.cast == 1 else "were"
    cast = f"{numbered(count.cast, 'ballots')} {were} cast"
    return f"No quorum: {cast}, {count.quorum_needed} were needed. {_nobody(rule)}"


def _best(rule: Rule, count: Count, names: Names) -> str:
    """Who came nearest, with their share and what it took."""
    held = deciding_tallies(rule, count)
    shares = {key: share_of(rule, count, key) for key in held if key in rule.candidates}
    most = max(shares.values(), default=Fraction(0))
    if not most:
        return "no candidate has a vote."
    leaders = [key for key, share in shares.items() if share == most]
    who, have = listed([names[key] for key in leaders]), "has" if len(leaders) == 1 else "have"
    percents, base = _percents(rule, count, leaders), _of_base(rule, count, leaders[0])
    return f"{who} {have} {percents} of {base}{_needed(rule)}"


_OUTCOMES: dict[str, Callable[[Rule, Count, Names], str]] = {
    ENDORSED: _endorsed,
    NO_ENDORSEMENT_WON: _none_won,
    TIE: _tie,
    BAR_NOT_REACHED: _not_reached,
    NO_CONSENSUS: _no_consensus,
    NO_QUORUM: _no_quorum,
}


# ======== endorsements/tally/possible.py

"""What a contest allows on a ballot: in how many ways it can be filled in, and the longest text."""


def possible_ballots(rule: Rule) -> int:
    """In how many ways the ballot of a contest can be filled in on the web, left blank included.

    Two candidates at one rank, or one at two, is not counted: the form does not take it.
    """
    whole = 1 + rule.has_abstain
    candidates, options = len(rule.candidates), len(rule.standing())
    if rule.form in RANKED_FORMS:
        most = min(rule.most_marks or options, options)
        return whole + sum(perm(options, ranked) for ranked in range(1, most + 1))
    if rule.form == APPROVAL:
        most = min(rule.most_marks or candidates, candidates)
        ways = sum(comb(candidates, marked) for marked in range(1, most + 1))
        return whole + ways + rule.has_no_endorsement
    if rule.form == PER_CANDIDATE:
        return (3 + rule.has_abstain) ** candidates + rule.has_abstain
    if rule.form in SCORED_FORMS:
        return whole + (HIGHEST_SCORE + 2) ** options - 1
    if rule.form == WHETHER_WHOM:
        return (3 + rule.has_abstain) * (1 + candidates + rule.has_abstain)
    return whole + options


def longest_selection(rule: Rule) -> str:
    """A text at least as long as any selection that can be cast in a contest."""
    most = rule.most_marks
    candidates = sorted(rule.candidates, key=len, reverse=True)
    options = sorted(rule.options(), key=len, reverse=True)
    longest = {
        APPROVAL: BETWEEN_MARKS.join(candidates[:most]),
        PER_CANDIDATE: BETWEEN_MARKS.join(key + OF + ABSTAIN for key in candidates),
        WHETHER_WHOM: ABSTAIN + OF + options[0],
    }
    scores = BETWEEN_MARKS.join(f"{key}{OF}{HIGHEST_SCORE}" for key in rule.standing())
    longest |= dict.fromkeys(SCORED_FORMS, scores)
    ranks = BETWEEN_RANKS.join(options[0] for _ in options[:most])
    longest |= dict.fromkeys(RANKED_FORMS, ranks)
    return max([ABSTAIN, options[0], longest.get(rule.form, "")], key=len)


# ======== endorsements/tally/step_words.py

"""Each round of counting in words: what everybody had, who got on or went, where ballots moved."""


_HELD = {APPROVAL: "Marks", PER_CANDIDATE: "Yes", SCORE: "Points", STAR: "Points"}


class _Teller:
    """Words for one round of a count.

    Args:
        names: key to printed name of the candidates.
    """

    def __init__(self, rule: Rule, count: Count, number: int, names: Mapping[str, str]) -> None:
        self.rule, self.count, self.number, self.names = rule, count, number, names
        self.round: CountingRound = count.rounds[number - 1]

    def sentences(self) -> list[str]:
        """All that is to be said of the round."""
        if self.rule.form == STV:
            return self._of_stv()
        if self.rule.form == IRV:
            return self._of_irv()
        if self.rule.form == STAR and self.number > 1:
            return self._of_final()
        sentences = [self._everybody(), *map(self._settled, self.round.settled)]
        if self.rule.form == STAR and len(self.count.rounds) > 1:
            finalists = list(self.count.rounds[1].tallies)
            go = "goes" if len(finalists) == 1 else "go"
            sentences.append(f"{self._listed(finalists)} {go} into the final.")
        return sentences

    # ---- names and amounts

    def _name(self, key: str) -> str:
        return named(key, self.rule.form, self.names)

    def _listed(self, keys: Sequence[str]) -> str:
        return listed([self._name(key) for key in keys])

    def _with_amounts(self, keys: Sequence[str]) -> str:
        held = self.round.tallies
        return listed([f"{self._name(key)} ({amount_in_words(held[key])})" for key in keys])

    def _everybody(self) -> str:
        held = [
            f"{self._name(key)} {amount_in_words(amount)}"
            for key, amount in self.round.tallies.items()
        ]
        what = _HELD.get(self.rule.form, "Votes")
        if self.count.abstained:
            held.append(f"abstained {self.count.abstained}")
        return f"{what}: {', '.join(held) or 'nobody to count for'}."

    def _moves(self, giver: str) -> str:
        """For example "80 ballots move to Ash, 20 to Birch, 12 are exhausted"."""
        moved = dict(self.round.transfers.get(giver, {}))
        exhausted = moved.pop(EXHAUSTED, 0)
        parts = [f"{amount_in_words(n)} to {self._name(key)}" for key, n in moved.items()]
        if parts:
            first = next(iter(moved.values()))
            parts[0] = f"{self._ballots(first, 'move')} to {self._name(next(iter(moved)))}"
        if exhausted:
            number = amount_in_words(exhausted) if parts else self._ballots(exhausted, "")
            parts.append(f"{number} {'is' if exhausted == 1 else 'are'} exhausted")
        return ", ".join(parts) if parts else "no ballot moves"

    def _ballots(self, amount: Amount, verb: str) -> str:
        """Ballots have values in a count for several seats: there they are votes."""
        noun = "vote" if self.rule.form == STV else "ballot"
        if amount == 1:
            return f"1 {noun} {verb + 's' if verb else ''}".strip()
        return f"{amount_in_words(amount)} {noun}s {verb}".strip()

    # ---- ties

    def _settled(self, tie: Settled) -> str:
        is_out = tie.chosen in self.round.eliminated
        equals, chosen = self._listed(tie.tied), self._name(tie.chosen)
        if tie.by == BY_EARLIER_ROUND:
            had, then = ("least", "goes") if is_out else ("most", "comes first")
            why = f"{chosen} had the {had} of them in round {tie.round_number} and {then}"
        elif tie.by == BY_DRAW:
            why = f"the public draw decides that {chosen} {'goes' if is_out else 'comes first'}"
        else:
            why = f"{chosen} has more points"
        return f"{equals} are equal; {why}."

    # ---- forms with several rounds

    def _of_irv(self) -> list[str]:
        held = self.round.tallies
        ties = list(map(self._settled, self.round.settled))
        if self.round.eliminated:
            (loser,) = self.round.eliminated
            fewest = f"{self._name(loser)} has the fewest, {amount_in_words(held[loser])},"
            return [*ties, f"{fewest} and is excluded; {self._moves(loser)}."]
        continuing = sum(held.values())
        still = numbered(int(continuing), "ballots still counting")
        if self.round.elected:
            winner = self.round.elected[0]
            return [*ties, f"{self._name(winner)} wins with {held[winner]} of {still}."]
        if not continuing:
            return ["No ballot counts for anybody."]
        return [f"{self._with_amounts(list(held))} are left, of {still}, and the count ends."]

    def _of_stv(self) -> list[str]:
        return [
            *self._elected(),
            *map(self._settled, self.round.settled),
            *(self._step_after(giver) for giver in self.round.transfers),
        ] or ["Nobody has a vote."]

    def _elected(self) -> list[str]:
        held, quota = self.round.tallies, self.count.quota or 0
        reached = [key for key in self.round.elected if held[key] >= quota]
        others = [key for key in self.round.elected if held[key] < quota]
        sentences = []
        if reached:
            have = "has" if len(reached) == 1 else "have"
            sentences.append(f"{self._with_amounts(reached)} {have} the quota of {quota}.")
        if others:
            get = "gets a place" if len(others) == 1 else "get places"
            sentences.append(
                f"{self._with_amounts(others)} {get} without the quota: no more are left than "
                "places."
            )
        return sentences

    def _step_after(self, giver: str) -> str:
        held, name = self.round.tallies[giver], self._name(giver)
        if giver in self.round.eliminated:
            least = f"{name} has the least, {amount_in_words(held)},"
            return f"{least} and is excluded; {self._moves(giver)}."
        surplus = amount_in_words(held - (self.count.quota or 0))
        return f"{name} has {surplus} more than the quota; {self._moves(giver)}."

    def _of_final(self) -> list[str]:
        (one, votes), *rest = self.round.tallies.items()
        give = f"{self._ballots(votes, 'give')} {self._name(one)} more points"
        others = [f"{votes} {self._name(other)}" for other, votes in rest]
        sentences = [f"{', '.join([give, *others])}."]
        if self.round.exhausted:
            number = numbered(int(self.round.exhausted), "ballots")
            gives = "gives" if self.round.exhausted == 1 else "give"
            sentences.append(f"{number} {gives} both the same.")
        return [*sentences, *map(self._settled, self.round.settled)]


def round_in_words(rule: Rule, count: Count, number: int, names: Mapping[str, str]) -> str:
    """What happened in a round of counting.

    Args:
        number: of the round, from 1.
        names: key to printed name of the candidates.
    """
    sentences = " ".join(_Teller(rule, count, number, names).sentences())
    return f"Round {number}: {sentences}" if len(count.rounds) > 1 else sentences


# ======== endorsements/tally/result_numbers.py

"""All numbers of a count and its sentences, as values for JSON."""


def result_numbers(contest: Mapping[str, Any], counted: Count) -> dict[str, Any]:
    """What of a result is left out where only the outcome may be published, and the sentence.

    Args:
        contest: as a definition has it; its rule and the names of its candidates are used.
    """
    rule, names = rule_from_definition(contest), choice_names(contest)
    return {
        "blank": counted.blank,
        "invalid": counted.invalid,
        "marked": counted.marked,
        "abstained": counted.abstained,
        "tallies": _amounts(rule, counted.tallies),
        "denominator": counted.denominator,
        "needed": counted.needed,
        "quorum_needed": counted.quorum_needed,
        "tied": list(counted.tied),
        "quota": counted.quota,
        "touched": dict(counted.touched),
        "details": dict(counted.details),
        "rounds": [
            {**_round(rule, one), "sentence": round_in_words(rule, counted, number, names)}
            for number, one in enumerate(counted.rounds, start=1)
        ],
        "sentence": outcome_in_words(rule, counted, names),
    }


def _round(rule: Rule, one: CountingRound) -> dict[str, Any]:
    return {
        "tallies": _amounts(rule, one.tallies),
        "exhausted": _amount(rule, one.exhausted),
        "elected": list(one.elected),
        "eliminated": list(one.eliminated),
        "transfers": {giver: _amounts(rule, moved) for giver, moved in one.transfers.items()},
        "settled": [_settled(tie) for tie in one.settled],
    }


def _settled(tie: Settled) -> dict[str, Any]:
    return {
        "tied": list(tie.tied),
        "chosen": tie.chosen,
        "by": tie.by,
        "round": tie.round_number,
    }


def _amounts(rule: Rule, amounts: Mapping[str, Amount]) -> dict[str, int | str]:
    return {key: _amount(rule, amount) for key, amount in amounts.items()}


def _amount(rule: Rule, amount: Amount) -> int | str:
    return written(amount, rule.ranked.arithmetic if rule.ranked else "")


# ======== endorsements/tally/results.py

"""Results in the shape in which they are stored, hashed and published."""


OUTCOME_ONLY = "outcome_only"
COUNTS = "counts"
RECORDS = "records"
FORMS_WITHOUT_PATTERNS = (SINGLE_CHOICE, QUESTION)


def contest_result(
    definition: Mapping[str, Any],
    contest: Mapping[str, Any],
    profile: Mapping[str, int],
    *,
    eligible: int,
    seed: bytes,
    withdrawn: Iterable[tuple[str, str]] = (),
) -> dict[str, Any]:
    """Count one contest of a frozen definition and say what may be published of it.

    Args:
        contest: one of `definition["contests"]`.
        profile: selection to the number of ballots that say so, of all ballots of a style that
            holds the contest.
        eligible: members on the roll whose style holds the contest.
        seed: of the public draw: the head of the log at `close`.
        withdrawn: (contest key, candidate key) pairs of the whole round.

    Returns:
        As `result_of`.
    """
    rule, gone = rule_from_definition(contest), withdrawn_from(contest, withdrawn)
    order = drawn_order(contest, seed)
    counted = count(rule, profile, eligible=eligible, tie_order=order, withdrawn=gone)
    return result_of(definition, contest, counted, tie_order=order, withdrawn=gone)


def result_of(
    definition: Mapping[str, Any],
    contest: Mapping[str, Any],
    counted: Count,
    *,
    tie_order: Sequence[str],
    withdrawn: Collection[str],
) -> dict[str, Any]:
    """A count as it is stored, hashed and published.

    Args:
        withdrawn: candidates of this contest.

    Returns:
        A value for `canonical_json`. With fewer ballots than `counts_minimum` it holds the
        outcome but no votes.
    """
    rule = rule_from_definition(contest)
    shown = how_much_is_public(definition, contest, counted.cast)
    result = {
        "contest": contest["key"],
        "form": rule.form,
        "cast": counted.cast,
        "eligible": counted.eligible,
        "outcome": counted.outcome,
        "published": shown,
        "rule": contest["rule"],
        "winners": list(counted.winners),
        "withdrawn": sorted(withdrawn),
    }
    if shown == OUTCOME_ONLY:
        names = choice_names(contest)
        sentence = short_sentence(rule, counted.outcome, counted.winners, names)
        return {**result, "sentence": sentence}
    drawn = list(tie_order) if may_be_drawn(rule) else []
    return {**result, **result_numbers(contest, counted), "tie_order": drawn}


def withdrawn_from(
    contest: Mapping[str, Any], withdrawn: Iterable[tuple[str, str]]
) -> frozenset[str]:
    """Candidates of a contest who withdrew, from the pairs of a whole round."""
    return frozenset(candidate for key, candidate in withdrawn if key == contest["key"])


def drawn_order(contest: Mapping[str, Any], seed: bytes) -> tuple[str, ...]:
    """The order of the public draw among everything that can win in a contest."""
    return tie_order(seed, contest["key"], rule_from_definition(contest).standing())


def how_much_is_public(definition: Mapping[str, Any], contest: Mapping[str, Any], cast: int) -> str:
    """`OUTCOME_ONLY`, `COUNTS` or `RECORDS`, by the number of ballots cast in a contest."""
    if cast < definition["counts_minimum"]:
        return OUTCOME_ONLY
    return RECORDS if cast >= fewest_for_records(definition, contest) else COUNTS


def fewest_for_records(definition: Mapping[str, Any], contest: Mapping[str, Any]) -> int:
    """Fewest ballots of a contest with which single records are published.

    Where a ballot can be filled in more ways than there are ballots, a rare way could give its
    voter away, or show to a buyer the very ballot that was bought: unless the definition says
    otherwise ("patterns"), there must be as many ballots as ways.
    """
    fewest: int = definition["records_minimum"]
    if definition["patterns"] or contest["form"] in FORMS_WITHOUT_PATTERNS:
        return fewest
    return max(fewest, possible_ballots(rule_from_definition(contest)))


def may_be_drawn(rule: Rule) -> bool:
    """Whether the public draw may decide anything in a contest, be it in which order all win."""
    is_drawn = rule.ties in (TIE_DRAW, TIE_ENDORSES_BOTH) or rule.seats > 1
    return is_drawn or rule.form in (*RANKED_FORMS, STAR)


def styles_with(definition: Mapping[str, Any], contest_key: str) -> list[str]:
    """The ballot styles that hold a contest, in order of their names."""
    return sorted(s for s, contests in definition["styles"].items() if contest_key in contests)


# ======== endorsements/tally/publicity_words.py

"""Why less than everything is published of a contest, said before voting and with the result."""


_RARE = "could show whose it is, or that a bought vote was delivered"
_WITHHELD = {
    OUTCOME_ONLY: "No numbers",
    COUNTS: "No single ballots and no check codes",
}


def publicity_before_voting(
    definition: Mapping[str, Any], contest: Mapping[str, Any], may_vote: int
) -> str:
    """What voters must know before they vote; empty where everything may be published.

    Args:
        may_vote: members who may vote in the contest: more ballots there cannot be.
    """
    members = "only 1 member" if may_vote == 1 else f"only {may_vote} members"
    less = _less(definition, contest, may_vote, "will be", f"{members} may vote")
    fewest = fewest_for_records(definition, contest)
    if less or fewest <= definition["records_minimum"]:
        return less
    return (
        "Single ballots and check codes will be published only if at least "
        f"{fewest} ballots are cast, for a ballot can be filled in {fewest} ways, and a rare one "
        f"{_RARE}."
    )


def publicity_of_result(
    definition: Mapping[str, Any], contest: Mapping[str, Any], cast: int
) -> str:
    """Why a result shows no more; empty where everything is published.

    Args:
        cast: ballots of the contest.
    """
    were = "only 1 ballot was" if cast == 1 else f"only {cast} ballots were"
    return _less(definition, contest, cast, "are", f"{were} cast")


def _less(
    definition: Mapping[str, Any], contest: Mapping[str, Any], ballots: int, are: str, only: str
) -> str:
    extent = how_much_is_public(definition, contest, ballots)
    if extent == RECORDS:
        return ""
    why = f"{only}, and more could show how somebody voted"
    if ballots >= definition["records_minimum"]:
        ways = fewest_for_records(definition, contest)
        why = f"a ballot can be filled in {ways} ways and {only}, so that a rare one {_RARE}"
    return f"{_WITHHELD[extent]} {are} published: {why}."


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
    PAPER: {**ROOT, "styles": _are_numbers},
    CLOSE: {**ROOT, "styles": _are_numbers, "at": is_time},
    MIX: ROOT,
    DESTROY: {"key": _is_key},
    TALLY: {"count": is_number, "records": _are_roots, "result": is_digest},
    ANNUL: {"reason": is_text},
    CERTIFY: {},
}
# A close before its time says why, and so does a certification.
MORE_FIELDS: dict[str, Fields] = {CLOSE: {"early": is_text}, CERTIFY: {"early": is_text}}
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

    def paper_by_style(self) -> dict[str, int]:
        """Ballot style to the number of ballots that were entered from paper."""
        paper: dict[str, int] = self.reached.get(PAPER, {}).get("styles", {})
        return paper

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
        if payload["count"] != sum(payload["styles"].values()):
            raise LogBroken("the paper entry does not match its own numbers of each ballot style")
        if self.roll is None:
            return
        left = Counter(self.voters_by_style())
        left.subtract(self.style_of(slot) for slot in {*self.current(), *self.voided})
        if any(number > left[style] for style, number in payload["styles"].items()):
            raise LogBroken("more ballots on paper were entered than members had not voted here")

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
        if payload["count"] != len(self.current()) + sum(self.paper_by_style().values()):
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


# ======== endorsements/verifier/rule_shapes.py

"""The shape of a counting rule in a definition: whether a contest can be counted by it at all."""


MOST_SEATS_OR_MARKS = 999
_SHARE = re.compile(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})", re.ASCII)
_RANKED_FIELDS = {
    "overvote": exactly(EXHAUST, SKIP),
    "duplicate": exactly(EXHAUST, SKIP),
    "skipped": exactly(EXHAUST, EXHAUST_TWO, SKIP),
    "lookback": exactly(LOOKBACK_EARLIEST, LOOKBACK_LATEST, LOOKBACK_NONE),
    "stop": exactly(STOP_AT_MAJORITY, STOP_AT_TWO_LEFT),
    "arithmetic": exactly(DECIMAL5, EXACT),
}


def _is_share(value: Any) -> bool:
    match = _SHARE.fullmatch(value) if isinstance(value, str) else None
    return match is not None and int(match[1]) <= int(match[2])


def _is_quorum(value: Any) -> bool:
    if not isinstance(value, dict):
        return value is None
    if set(value) == {"ballots"}:
        return is_number(value["ballots"])
    return set(value) == {"share"} and _is_share(value["share"])


_THRESHOLD_FIELDS = {
    "share": _is_share,
    "compare": exactly(AT_LEAST, MORE_THAN),
    "base": exactly(*{base for bases in BASES_OF_FORM.values() for base in bases}),
}


def _is_bar(value: Any) -> bool:
    return value is None or _has_fields(value, _THRESHOLD_FIELDS)


def _is_ranked(value: Any) -> bool:
    return value is None or _has_fields(value, _RANKED_FIELDS)


def _has_fields(value: Any, fields: Mapping[str, Any]) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == set(fields)
        and all(test(value[key]) for key, test in fields.items())
    )


def _is_small_number(value: Any) -> bool:
    return is_number(value) and 1 <= value <= MOST_SEATS_OR_MARKS


RULE = {
    "form": exactly(*FORMS),
    "seats": _is_small_number,
    "most_marks": lambda value: value is None or _is_small_number(value),
    "ties": exactly(*TIE_RULES),
    "ranked": _is_ranked,
    "threshold": _is_bar,
    "whom_threshold": _is_bar,
    "no_endorsement": exactly(True, False),
    "abstain": exactly(True, False),
    "quorum": _is_quorum,
}


def fault_in_rule(contest: Mapping[str, Any]) -> str:
    """What cannot be together in the rule of a contest that has the right fields; else empty.

    As the database of the site refuses it too.
    """
    form, bars = contest["form"], [contest["threshold"], contest["whom_threshold"]]
    bases = {bar["base"] for bar in bars if bar is not None}
    senseless = {
        "a bar of what its form does not count": not bases <= set(BASES_OF_FORM[form]),
        "a second step, which its form has not": form != WHETHER_WHOM and bars[1] is not None,
        "ranks where there are none, or none where there are": (
            (contest["ranked"] is not None) != (form in RANKED_FORMS)
        ),
        "several seats, where its form finds one": (
            form in FORMS_WITH_ONE_WINNER and contest["seats"] != 1
        ),
        "a limit of marks, which its form has not": (
            contest["most_marks"] is not None and form not in FORMS_WITH_LIMITED_MARKS
        ),
        "“no endorsement”, which its form has not": (
            contest["no_endorsement"] and form in FORMS_WITHOUT_NO_ENDORSEMENT
        ),
        "a tie rule that its form has not": form == STV and contest["ties"] != TIE_DRAW,
        "answers other than Yes and No": (
            form == QUESTION and [one["key"] for one in contest["candidates"]] != [YES, NO]
        ),
    }
    return next((fault for fault, is_so in senseless.items() if is_so), "")


# ======== endorsements/verifier/shapes.py

"""The shape of the record's JSON files, checked before anything in them is used."""


MOST_CANDIDATES = 999
_SLUG = re.compile(r"[-\w]{1,40}", re.ASCII)


def is_slug(value: Any) -> bool:
    """Whether a value is a key of a contest, candidate or ballot style."""
    return isinstance(value, str) and _SLUG.fullmatch(value) is not None


def _are_styles(value: Any) -> bool:
    return isinstance(value, dict) and all(
        is_slug(style)
        and isinstance(contests, list)
        and all(map(is_slug, contests))
        and 0 < len(contests) == len(set(contests))
        for style, contests in value.items()
    )


CONTEST = {
    "key": is_slug,
    "office": is_text,
    "candidates": [{"key": is_slug, "name": is_text}],
    **RULE,
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
    "patterns": exactly(True, False),
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
        _check_contest_shape(contest, name)
    on_ballots = {key for keys in definition["styles"].values() for key in keys}
    if on_ballots != set(contests):
        raise Unreadable(f"{name} has a contest on no ballot, or a ballot with an unknown contest.")


def _check_contest_shape(contest: Mapping[str, Any], name: str) -> None:
    if fault := fault_in_rule(contest):
        raise Unreadable(f"{name} has a contest with {fault}.")
    if len(contest["candidates"]) > MOST_CANDIDATES:
        raise Unreadable(f"{name} has a contest with more candidates than anybody can rank.")
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

    @property
    def seed(self) -> bytes:
        """Of the public draw: the head of the log at the close."""
        return self.state.heads[self.state.reached_at[CLOSE]]

    def office(self, key: str) -> str:
        """What people call a contest, as far as the record at hand says it."""
        contest = self.contest(key) if self.record.is_whole else None
        return contest["office"] if contest else key

    def ballots_in(self, contest_key: str) -> int:
        """Ballots that count and whose style holds the contest: of slots, and from paper."""
        return self._sum(self.state.current_by_style(), contest_key) + self.paper_in(contest_key)

    def paper_in(self, contest_key: str) -> int:
        """Those of them that were entered from paper."""
        return self._sum(self.state.paper_by_style(), contest_key)

    def voters_in(self, contest_key: str) -> int:
        """Slots on the roll whose style holds the contest."""
        return self._sum(self.state.voters_by_style(), contest_key)

    def _sum(self, by_style: Mapping[str, int], contest_key: str) -> int:
        styles = styles_with(self.record.definition, contest_key)
        return sum(by_style.get(style, 0) for style in styles)


def plural(number: int, noun: str, nouns: str = "") -> str:
    """A number with its noun: "1 ballot", "3 ballots"."""
    return f"{number} {noun if number == 1 else nouns or noun + 's'}"


# ======== endorsements/verifier/published.py

"""The numbers of a published result, each looked at before it is used."""


# Exact values of a count for many seats have hundreds of digits; Python reads 4300 at once.
_FIXED = re.compile(r"([0-9]{1,19})\.([0-9]{5})", re.ASCII)
_FRACTION = re.compile(r"([0-9]{1,20000})/([1-9][0-9]{0,19999})", re.ASCII)
_DIGITS_READ_AT_ONCE = 4000


class Impossible(Exception):
    """No ballots can come to these numbers."""


@dataclass(frozen=True)
class Published:
    """A part of a result, of any shape. Everything that reads it may raise `Impossible`.

    Args:
        standing: keys of those who did not withdraw, "no endorsement" last, in the ballot's order.
    """

    value: Any
    standing: tuple[str, ...]

    @property
    def blank(self) -> int:
        return self.number("blank")

    @property
    def invalid(self) -> int:
        return self.number("invalid")

    @property
    def abstained(self) -> int:
        return self.number("abstained")

    @property
    def valid(self) -> int:
        """Ballots that take part in the decision."""
        return self.number("marked") - self.abstained

    def number(self, key: str) -> int:
        """A whole number."""
        number = self.value.get(key) if isinstance(self.value, dict) else None
        if number is None or not is_number(number):
            raise Impossible
        return int(number)

    def part(self, *path: str | int) -> Published:
        """What stands deeper: by key in an object, by place in a list."""
        value = self.value
        for step in path:
            try:
                value = value[step]
            except (LookupError, TypeError):
                raise Impossible from None
        return Published(value, self.standing)

    def detail(self, *path: str) -> Published:
        """A part of what the form says besides."""
        return self.part("details", *path)

    def tallies(self) -> dict[str, int]:
        """Everybody's number, in the ballot's order."""
        tallies = self.part("tallies")
        return {key: tallies.number(key) for key in tallies.keys_among(self.standing, all_of=True)}

    def scores(self) -> dict[str, list[int]]:
        """Of everybody, how many ballots give 0, 1, ... 5."""
        return {key: self._numbers(key) for key in self.standing}

    def _numbers(self, key: str) -> list[int]:
        numbers = self.detail("scores", key).value
        if not isinstance(numbers, list) or len(numbers) != HIGHEST_SCORE + 1:
            raise Impossible
        if not all(map(is_number, numbers)):
            raise Impossible
        return numbers

    def keys_among(self, known: Iterable[str], *, all_of: bool = False) -> list[str]:
        """Its keys in the order of those known; there may be no other."""
        known = list(known)
        keys = set(self.value) if isinstance(self.value, dict) else {None}
        if not keys <= set(known) or (all_of and keys != set(known)):
            raise Impossible
        return [key for key in known if key in keys]

    def amount(self, key: str) -> Amount:
        """A whole number or an exact fraction, as `counts.written` writes it."""
        value = self.part(key).value
        if is_number(value):
            return int(value)
        text = value if isinstance(value, str) else ""
        if match := _FIXED.fullmatch(text):
            return Fraction(int(match[1] + match[2]), 100_000)
        if match := _FRACTION.fullmatch(text):
            return Fraction(_whole(match[1]), _whole(match[2]))
        raise Impossible


def _whole(digits: str) -> int:
    number = 0
    for start in range(0, len(digits), _DIGITS_READ_AT_ONCE):
        piece = digits[start : start + _DIGITS_READ_AT_ONCE]
        number = number * 10 ** len(piece) + int(piece)
    return number


# ======== endorsements/verifier/published_rounds.py

"""Rounds of ranked ballots that are not public: the count again, by the published transfers.

Who has how much after a transfer, who then is elected or excluded, every tie and the outcome are
worked out anew. Only where each ballot went has to be believed.
"""


class PublishedTransfers:
    """Answers a ranked count as the ballots would, from what was published of them.

    Args:
        tallies: first choices.
        transfers: in the order of the rounds: from whom, how much to whom or `EXHAUSTED`.
    """

    def __init__(
        self, tallies: Mapping[str, int], transfers: Sequence[tuple[str, Mapping[str, Amount]]]
    ) -> None:
        self.tallies: dict[str, Amount] = dict(tallies)
        self._transfers = list(transfers)
        self._closed: set[str] = set()

    def close(self, key: str) -> None:
        self._closed.add(key)

    def exclude(self, key: str) -> dict[str, Amount]:
        self.close(key)
        return self._move(key, self.tallies.pop(key))

    def move_surplus(
        self, key: str, surplus: Amount, new_value: Callable[[Amount], Amount]
    ) -> dict[str, Amount]:
        self.tallies[key] -= surplus
        return self._move(key, surplus)

    def _move(self, key: str, leaving: Amount) -> dict[str, Amount]:
        """As much must arrive as leaves, and only at who can still be given ballots."""
        giver, moved = self._transfers.pop(0) if self._transfers else ("", {})
        takers = [to for to in self.tallies if to not in self._closed]
        if giver != key or not set(moved) <= {*takers, EXHAUSTED}:
            raise Impossible
        if sum(moved.values()) != leaving or not all(amount > 0 for amount in moved.values()):
            raise Impossible
        for to in takers:
            self.tallies[to] += moved.get(to, 0)
        return {to: moved[to] for to in [*takers, EXHAUSTED] if to in moved}


def count_by_rounds(
    rule: Rule, published: Published, numbers: BallotNumbers, tie_order: Sequence[str]
) -> Count:
    """Count a ranked contest or one by STAR from its published rounds.

    Raises:
        Impossible: the rounds do not follow from each other.
    """
    if rule.form == STAR:
        return _by_final(rule, published, numbers, tie_order)
    first = published.part("rounds", 0).tallies()
    if sum(first.values()) != numbers.valid:
        raise Impossible
    count_again = run_off if rule.form == IRV else fill_by_quota
    transfers = PublishedTransfers(first, _transfers(published))
    return replace(
        count_again(rule, numbers, transfers, tie_order), touched=_touched(published, numbers)
    )


def _transfers(published: Published) -> list[tuple[str, dict[str, Amount]]]:
    rounds = published.part("rounds").value
    found = []
    for number in range(len(rounds) if isinstance(rounds, list) else 0):
        given = published.part("rounds", number, "transfers")
        for giver in given.keys_among(published.standing):
            moved = given.part(giver)
            takers = moved.keys_among([*published.standing, EXHAUSTED])
            found.append((giver, {to: moved.amount(to) for to in takers}))
    return found


def _touched(published: Published, numbers: BallotNumbers) -> dict[str, int]:
    """Ballots on which a rule of reading had to decide: no more than there are."""
    touched = published.part("touched")
    found = {name: touched.number(name) for name in (OVERVOTE, DUPLICATE, SKIPPED)}
    if max(found.values()) > numbers.valid + numbers.invalid:
        raise Impossible
    return found


def _by_final(
    rule: Rule, published: Published, numbers: BallotNumbers, tie_order: Sequence[str]
) -> Count:
    scores = published.scores()
    if any(sum(given) > numbers.valid for given in scores.values()):
        raise Impossible

    def preferences(finalists: Sequence[str]) -> dict[str, int]:
        """No more prefer one of the two than give them a point."""
        votes = published.part("rounds", 1, "tallies")
        found = {key: votes.number(key) for key in finalists}
        too_many = any(found[key] > sum(scores[key][1:]) for key in finalists)
        if too_many or sum(found.values()) > numbers.valid:
            raise Impossible
        return found

    return count_scores(rule, numbers, scores, preferences, tie_order)


# ======== endorsements/verifier/sums.py

"""Where single ballots are not published: some ballots that come to the published sums.

They need not be the ones that were cast. If there are such ballots, the sums can be those of so
many ballots, and the counter makes of them what it made of those that were cast: it looks at
nothing but these sums.
"""


NOT_A_CHOICE = "?"


@dataclass(frozen=True)
class Mark:
    """So many ballots answer a question so.

    Args:
        question: no ballot answers one twice.
        runs_on: the next question's answers begin on the ballots after these. So every ballot
            gets an answer before any gets two.
    """

    question: str
    answer: str
    number: int
    runs_on: bool = True


def some_ballots(rule: Rule, published: Published) -> Counter[str]:
    """A profile that comes to the sums of a published result.

    Raises:
        Impossible: there is none, or the sums are not numbers.
    """
    profile = Counter(_MAKERS[rule.form](published))
    profile[BLANK] += published.blank
    profile[NOT_A_CHOICE] += published.invalid
    return profile


def dealt(ballots: int, marks: Sequence[Mark]) -> Iterator[tuple[dict[str, str], int]]:
    """Ballots with so many marks: answer by question, and the number of ballots alike.

    The ballots stand in a ring; each mark is on as many in a row as have it.

    Raises:
        Impossible: there are more answers to a question than ballots.
    """
    answers: Counter[str] = Counter()
    placed, at = [], 0
    for mark in marks:
        answers[mark.question] += mark.number
        placed.append((at, mark))
        at += mark.number if mark.runs_on else 0
    if ballots < 0 or max(answers.values(), default=0) > ballots:
        raise Impossible
    if not ballots:
        return
    edges = {place % ballots for start, mark in placed for place in (start, start + mark.number)}
    corners = sorted({0, ballots} | edges)
    for number, place in enumerate(corners[:-1], start=1):
        alike = {
            mark.question: mark.answer
            for start, mark in placed
            if (place - start) % ballots < mark.number
        }
        yield alike, corners[number] - place


def _joined(ballots: int, marks: Sequence[Mark]) -> Counter[str]:
    profile: Counter[str] = Counter()
    for alike, number in dealt(ballots, marks):
        profile[BETWEEN_MARKS.join(alike.values())] += number
    return profile


def _one_mark_each(published: Published) -> Counter[str]:
    return Counter(published.tallies()) + Counter({ABSTAIN: published.abstained})


def _approvals_in(published: Published) -> Counter[str]:
    approvals = published.tallies()
    nobody = approvals.pop(NO_ENDORSEMENT, 0)
    marks = [Mark(key, key, number) for key, number in approvals.items()]
    aside = Counter({NO_ENDORSEMENT: nobody, ABSTAIN: published.abstained})
    return _joined(published.valid - nobody, marks) + aside


def _scores_in(published: Published) -> Counter[str]:
    marks = [
        Mark(key, f"{key}{OF}{points}", number)
        for key, numbers in published.scores().items()
        for points, number in enumerate(numbers)
    ]
    return _joined(published.valid, marks) + Counter({ABSTAIN: published.abstained})


def _answers_in(published: Published) -> Counter[str]:
    marks, of_abstainers = [], []
    for key in published.standing:
        given = published.detail("answers", key)
        abstain = given.number(ABSTAIN)
        alone = min(abstain, published.abstained)
        of_abstainers.append(Mark(key, f"{key}{OF}{ABSTAIN}", alone))
        marks += [Mark(key, f"{key}{OF}{answer}", given.number(answer)) for answer in (YES, NO)]
        marks.append(Mark(key, f"{key}{OF}{ABSTAIN}", abstain - alone, runs_on=False))
    abstainers = Counter({ABSTAIN: published.abstained})
    if any(mark.number < published.abstained for mark in of_abstainers):
        abstainers = _joined(published.abstained, of_abstainers)
    return _joined(published.valid, marks) + abstainers


def _steps_in(published: Published) -> Counter[str]:
    whether, whom = published.detail("whether"), published.detail("whom")
    abstainers = published.abstained
    alone, left = [], []
    for step in (whether, whom):
        abstain = step.number(ABSTAIN)
        alone.append(min(abstain, abstainers))
        left.append(abstain - alone[-1])
    definite = [
        *(Mark("whether", answer, whether.number(answer)) for answer in (YES, NO)),
        Mark("whether", ABSTAIN, left[0], runs_on=False),
        *(Mark("whom", key, number) for key, number in published.tallies().items()),
        Mark("whom", ABSTAIN, left[1], runs_on=False),
    ]
    indefinite = [Mark("whether", ABSTAIN, alone[0]), Mark("whom", ABSTAIN, alone[1])]
    profile: Counter[str] = Counter()
    for ballots, marks in ((published.valid, definite), (abstainers, indefinite)):
        for alike, number in dealt(ballots, marks):
            text = write_steps(alike.get("whether", BLANK), alike.get("whom", BLANK))
            profile[text] += number
    return profile


_MAKERS: dict[str, Callable[[Published], Counter[str]]] = {
    SINGLE_CHOICE: _one_mark_each,
    QUESTION: _one_mark_each,
    APPROVAL: _approvals_in,
    PER_CANDIDATE: _answers_in,
    SCORE: _scores_in,
    WHETHER_WHOM: _steps_in,
}


# ======== endorsements/verifier/recount.py

"""What a contest that is not published whole should look like, from what is published."""


FORMS_WITH_ROUNDS = (*RANKED_FORMS, STAR)


class Recount:
    """A contest with all that is known of it without a single ballot."""

    def __init__(self, ex: Examination, contest: Mapping[str, Any]) -> None:
        self.definition, self.contest = ex.record.definition, contest
        self.rule = rule_from_definition(contest)
        self.ballots, self.eligible = ex.ballots_in(contest["key"]), ex.voters_in(contest["key"])
        self.gone = withdrawn_from(contest, ex.state.withdrawn)
        self.order = drawn_order(contest, ex.seed)

    def from_ballots(self, profile: Mapping[str, int]) -> dict[str, Any]:
        """The result of these ballots."""
        return self._as_result(
            count(
                self.rule,
                profile,
                eligible=self.eligible,
                tie_order=self.order,
                withdrawn=self.gone,
            )
        )

    def from_numbers(self, published: Mapping[str, Any]) -> dict[str, Any]:
        """The result that follows from the published numbers.

        Numbers that cannot be those of so many ballots give the result of blank ballots.
        """
        standing = tuple(key for key in self.rule.standing() if key not in self.gone)
        try:
            return self._from_numbers(Published(dict(published), standing))
        except Impossible:
            return self.from_ballots({BLANK: self.ballots})

    def _from_numbers(self, published: Published) -> dict[str, Any]:
        if self.rule.form in FORMS_WITH_ROUNDS:
            numbers = self._numbers(published)
            return self._as_result(count_by_rounds(self.rule, published, numbers, self.order))
        profile = some_ballots(self.rule, published)
        if sum(profile.values()) != self.ballots:
            raise Impossible
        return self.from_ballots(profile)

    def _numbers(self, published: Published) -> BallotNumbers:
        numbers = BallotNumbers(
            cast=self.ballots,
            blank=published.blank,
            invalid=published.invalid,
            abstained=published.abstained,
            eligible=self.eligible,
        )
        if numbers.valid < 0 or (numbers.abstained and not self.rule.has_abstain):
            raise Impossible
        return numbers

    def from_outcome(self, published: Mapping[str, Any]) -> dict[str, Any]:
        """The result as published where not even numbers are, with all put right that is known.

        Known are ballots, voters, rule, withdrawals, a missed quorum, and that outcome, winners
        and sentence must fit each other.
        """
        expected = self.from_ballots({BLANK: self.ballots})
        outcome, winners = published.get("outcome"), published.get("winners")
        if self.ballots == 0 or self.ballots < self.rule.quorum.needed(self.eligible):
            return expected
        if outcome == ENDORSED and self._may_have_won(winners):
            won = list(winners or [])
        elif outcome in _outcomes_without_winner(self.rule):
            won = []
        else:
            return expected
        sentence = short_sentence(self.rule, str(outcome), won, choice_names(self.contest))
        return {**expected, "outcome": outcome, "winners": won, "sentence": sentence}

    def _may_have_won(self, winners: Any) -> bool:
        standing = [key for key in self.rule.candidates if key not in self.gone]
        most = len(standing) if self.rule.ties == TIE_ENDORSES_BOTH else self.rule.seats
        return (
            isinstance(winners, list)
            and 0 < len(winners) <= most
            and all(isinstance(key, str) and winners.count(key) == 1 for key in winners)
            and set(winners) <= set(standing)
        )

    def _as_result(self, counted: Count) -> dict[str, Any]:
        return result_of(
            self.definition,
            self.contest,
            counted,
            tie_order=self.order,
            withdrawn=self.gone,
        )


def _outcomes_without_winner(rule: Rule) -> list[str]:
    """Outcomes that endorse nobody and are possible in a contest with a quorum."""
    outcomes = [BAR_NOT_REACHED]
    if rule.has_no_endorsement:
        outcomes.append(NO_ENDORSEMENT_WON)
    if rule.ties != TIE_DRAW:
        outcomes.append(TIE)
    if rule.form in (QUESTION, IRV, WHETHER_WHOM):
        outcomes.append(NO_CONSENSUS)
    return outcomes


# ======== endorsements/verifier/count_checks.py

"""Whether the ballots that came out are those that went in, and what they come to."""


_SUMS = "only the sums were checked, and all that follows from them"
_TRANSFERS = (
    "every round was counted anew by the published transfers; which ballot moved where could not "
    "be checked"
)
_FINAL = (
    "points and outcome were worked out anew; how many prefer whom in the final could not be "
    "checked"
)
_CHECKED_OF_FORM = {IRV: _TRANSFERS, STV: _TRANSFERS, STAR: _FINAL}


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
    _tell_of_paper(ex)
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


def _tell_of_paper(ex: Examination) -> None:
    """What a log can say of ballots that never were an envelope, and what it cannot."""
    if PAPER not in ex.state.reached:
        return
    number = plural(ex.state.reached[PAPER]["count"], "ballot")
    ex.report.ok(
        f"{number} on paper came to the others, no more than there were members whose place on "
        "the roll had no ballot."
    )
    ex.report.unchecked(
        "What stands on the paper: two people read it into the count, and only whoever has the "
        "sheets, or the slip of one, can compare it."
    )


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
        ex.report.fault(f"{office}: {_voted(ex, key)}, {tallied['count']} ballots were counted.")
    extent = how_much_is_public(ex.record.definition, contest, ballots)
    recount = Recount(ex, contest)
    if ex.record.has_records(key) != (extent == RECORDS):
        state = "missing" if extent == RECORDS else "here, though it may not be published"
        ex.report.fault(f"{office}: {records_file(key)} is {state}.")
    if extent == RECORDS and ex.record.has_records(key):
        expected = recount.from_ballots(_records_of(ex, contest, tallied))
    elif extent == COUNTS:
        expected = recount.from_numbers(published)
    else:
        expected = recount.from_outcome(published)
    differing = _differences(expected, published)
    if differing:
        ex.report.fault(
            f"{office}: the published result is not what the record comes to: {differing}"
        )
    else:
        say = ex.report.unchecked if extent == OUTCOME_ONLY and ballots else ex.report.ok
        say(f"{office}: {_how_checked(ex, contest, extent)} {published['sentence']}")
        _tell_draw(ex, contest, expected)
    return expected


def _voted(ex: Examination, key: str) -> str:
    paper = ex.paper_in(key)
    slots = f"{ex.ballots_in(key) - paper} slots voted"
    return f"{slots} and {paper} on paper" if paper else slots


def _records_of(
    ex: Examination, contest: Mapping[str, Any], tallied: Mapping[str, Any]
) -> Counter[str]:
    """The selections of a contest whose single ballots are public."""
    key, office = contest["key"], contest["office"]
    records = ex.record.records(key)
    codes = [code for code, _ in records]
    if codes != sorted(set(codes)):
        ex.report.fault(f"{office}: a check code stands there twice, or the list is not sorted.")
    if (len(records), records_root(records).hex()) != (tallied["count"], tallied["root"]):
        ex.report.fault(f"{office}: the records are not those that the log fixed after the count.")
    return Counter(selection for _, selection in records)


def _differences(expected: Mapping[str, Any], published: Mapping[str, Any]) -> str:
    wrong = [
        f"{key} is {published.get(key)!r}, not {expected.get(key)!r}"
        for key in sorted({*expected, *published})
        if key not in expected
        or key not in published
        or canonical_json(expected[key]) != canonical_json(published[key])
    ]
    return "; ".join(wrong)


def _how_checked(ex: Examination, contest: Mapping[str, Any], extent: str) -> str:
    ballots = ex.ballots_in(contest["key"])
    number = plural(ballots, "ballot")
    if extent == RECORDS:
        return f"{number} recounted."
    why = publicity_of_result(ex.record.definition, contest, ballots)
    checked = "it cannot be recounted"
    if extent == COUNTS:
        checked = _CHECKED_OF_FORM.get(contest["form"], _SUMS)
    return f"{number}. {why} So {checked}."


def _tell_draw(ex: Examination, contest: Mapping[str, Any], result: Mapping[str, Any]) -> None:
    """The order of the public draw, which anybody can work out from the log."""
    if not result.get("tie_order"):
        return
    names = choice_names(contest)
    order = ", ".join(names[key] for key in result["tie_order"])
    ex.report.note(
        f"{contest['office']}: the public draw, worked out anew from entry "
        f"{ex.state.reached_at[CLOSE]} of the log (close), gives this order: {order}."
    )


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


# ======== endorsements/tally/legality.py

"""What a contest allows on a ballot, and whom a ballot marks.

There is no second book of rules: the counters judge, also before a ballot is cast.
"""


_BETWEEN_PARTS = re.compile(f"[{BETWEEN_MARKS}{BETWEEN_RANKS}{SAME_RANK}]")


def is_legal(rule: Rule, text: str) -> bool:
    """Whether a ballot with this selection is counted as valid, blank or an abstention.

    A withdrawal makes no ballot illegal: its marks for the candidate count as not made.
    """
    counted = count(rule, {text: 1}, eligible=1, tie_order=rule.standing())
    return not counted.invalid


def illegal_among(rule: Rule, texts: Sequence[str]) -> frozenset[str]:
    """Which of these different selections are not legal.

    No ballot makes another one illegal. So they are judged all at once, and only where some are
    not legal is the pile halved until it is known which.
    """
    profile = dict.fromkeys(texts, 1)
    counted = count(rule, profile, eligible=len(profile), tie_order=rule.standing())
    if counted.invalid in (0, len(profile)):
        return frozenset(profile if counted.invalid else ())
    half = len(texts) // 2
    return illegal_among(rule, texts[:half]) | illegal_among(rule, texts[half:])


def marked_options(rule: Rule, text: str) -> set[str]:
    """Keys of the options that a legal selection marks in any way, a low score or a "no" too."""
    if rule.form == WHETHER_WHOM:
        return {read_steps(text)[1]} & set(rule.candidates)
    parts = {read_mark(part)[0] for part in _BETWEEN_PARTS.split(text)}
    return parts & set(rule.options())


def answers_to(rule: Rule) -> tuple[str, ...]:
    """What may be answered to a yes/no question of this contest, nothing aside."""
    return (YES, NO, ABSTAIN) if rule.has_abstain else (YES, NO)


# ======== endorsements/tally/selection_words.py

"""A ballot's choice in one contest in words, as its voter reads it: on receipt, list and report."""


BETWEEN_CHOICES = "; "
ANSWERS = {**QUESTION_ANSWERS, ABSTAIN: "abstain", BLANK: "left blank"}


def selection_in_words(contest: Mapping[str, Any], text: str) -> str:
    """A ballot's choice in one contest, for example "1. Ash Alder; 2. Birch Beech".

    Args:
        contest: of a frozen definition.
        text: the selection as a record holds it. One that the contest's rule does not allow is
            said to be invalid.
    """
    return selections_in_words(contest, [text])[text]


def selections_in_words(contest: Mapping[str, Any], texts: Collection[str]) -> dict[str, str]:
    """Many choices in one contest to the same words; much faster than one after the other."""
    rule, names = rule_from_definition(contest), choice_names(contest)
    invalid = illegal_among(rule, list(dict.fromkeys(texts)))
    in_words = partial(_in_words, names, _WORDERS.get(rule.form, _one_mark))
    return {text: f"Invalid: “{text}”" if text in invalid else in_words(text) for text in texts}


def _in_words(names: Names, in_words: Callable[[str, Names], str], text: str) -> str:
    return names[text] if text in (BLANK, ABSTAIN) else in_words(text, names)


def _one_mark(text: str, names: Names) -> str:
    return names[text]


def _approvals(text: str, names: Names) -> str:
    return BETWEEN_CHOICES.join(names[key] for key in read_marks(text))


def _answers(text: str, names: Names) -> str:
    return BETWEEN_CHOICES.join(
        f"{names[key]}: {ANSWERS.get(answer, answer)}" for key, answer in read_answers(text)
    )


def _ranks(text: str, names: Names) -> str:
    return BETWEEN_CHOICES.join(
        f"{place}. {listed([names[key] for key in keys]) if keys else ANSWERS[BLANK]}"
        for place, keys in enumerate(read_ranks(text), start=1)
    )


def _steps(text: str, names: Names) -> str:
    whether, whom = read_steps(text)
    of_whom = ANSWERS[whom] if whom in (BLANK, ABSTAIN) else names[whom]
    return f"Endorse anybody: {ANSWERS[whether]}{BETWEEN_CHOICES}whom: {of_whom}"


_WORDERS: dict[str, Callable[[str, Names], str]] = {
    APPROVAL: _approvals,
    PER_CANDIDATE: _answers,
    SCORE: _answers,
    STAR: _answers,
    IRV: _ranks,
    STV: _ranks,
    WHETHER_WHOM: _steps,
}


# ======== endorsements/tally/form_words.py

"""For each form in plain sentences: what to mark, and what it takes to be endorsed."""


LOWEST_LEAVES = "the one with the fewest ballots is excluded, one in each round"
BALLOTS_MOVE = "A ballot for somebody excluded moves on to the next of its ranks who is still in."


def marking_in_words(rule: Rule) -> str:
    """What a voter marks."""
    if rule.form in (IRV, STV):
        return _ranking(rule)
    if rule.form == APPROVAL:
        most = rule.most_marks
        if most == 1:
            return "Mark one candidate."
        return f"Mark up to {most} candidates." if most else "Mark as many candidates as you like."
    if rule.form == PER_CANDIDATE:
        answers = "Yes, No or Abstain" if rule.has_abstain else "Yes or No"
        return f"Say {answers} to each candidate; you may leave some out."
    return _MARKING[rule.form]


_POINTS = (
    "Give each candidate from 0 to 5 points, 5 being the best; a candidate without a mark on your "
    "ballot gets 0."
)
_MARKING = {
    SINGLE_CHOICE: "Mark one choice.",
    QUESTION: "Mark one choice.",
    SCORE: _POINTS,
    STAR: _POINTS,
    WHETHER_WHOM: (
        "Answer two questions: whether we should endorse anybody, and whom, if so. You may answer "
        "the second whatever you say to the first."
    ),
}


def _ranking(rule: Rule) -> str:
    if rule.most_marks == 1:
        return "Mark your first choice."
    how_many = f"up to {rule.most_marks} of them" if rule.most_marks else "as many as you like"
    return f"Rank the candidates, {how_many}: 1 is your first choice, 2 your second, and so on."


def winning_in_words(rule: Rule) -> list[str]:
    """What it takes to be endorsed."""
    return _WINNING[rule.form](rule)


def _single_choice(rule: Rule) -> list[str]:
    if rule.threshold is None:
        return ["The candidate with the most votes is endorsed."]
    bar = threshold_in_words(rule.threshold)
    if _is_more_than_half(rule.threshold):
        return [f"A candidate is endorsed with {bar}."]
    return [f"The candidate with the most votes is endorsed, with {bar}."]


def _is_more_than_half(threshold: Threshold) -> bool:
    """Whether only one candidate can clear the bar, and only who has the most votes."""
    half = threshold.share * 2
    return half > 1 or (half == 1 and threshold.compare != AT_LEAST)


def _question(rule: Rule) -> list[str]:
    if rule.threshold is None:
        return ["The answer with the most votes is our position."]
    bar = threshold_in_words(rule.threshold, QUESTION)
    if _is_more_than_half(rule.threshold):
        return [f"Yes or No is our position with {bar}."]
    return [f"Yes or No, whichever has the most votes, is our position with {bar}."]


def _approval(rule: Rule) -> list[str]:
    return [_best_of(rule, "marks", "is marked on")]


def _per_candidate(rule: Rule) -> list[str]:
    return [_best_of(rule, "Yes", "has Yes on")]


def _score(rule: Rule) -> list[str]:
    return [_best_of(rule, "points", "has")]


def _best_of(rule: Rule, things: str, has: str) -> str:
    one_or_more = f"the {rule.seats}" if rule.seats > 1 else "the one"
    if rule.threshold is None:
        if rule.seats == 1:
            return f"The candidate with the most {things} is endorsed."
        return f"The {rule.seats} candidates with the most {things} are endorsed."
    bar = f"Whoever {has} {threshold_in_words(rule.threshold, rule.form)} is endorsed"
    if rule.seats >= len(rule.candidates):
        return f"{bar}."
    several = f"more than {rule.seats}" if rule.seats > 1 else "several"
    return f"{bar}; if these are {several}, {one_or_more} with the most {things}."


def _star(rule: Rule) -> list[str]:
    endorsed = "is endorsed"
    if rule.threshold is not None:
        endorsed += f", with {threshold_in_words(rule.threshold, STAR)}"
    return [
        "The two candidates with the most points go into the final.",
        "There each ballot counts for the one of the two to whom it gives more points; a ballot "
        "that gives both the same counts for neither.",
        f"Whoever has more ballots in the final {endorsed}.",
        "With equal numbers in the final the one with more points wins.",
    ]


def _irv(rule: Rule) -> list[str]:
    return [
        "In each round every ballot counts for the one it ranks highest among those still in.",
        *(_majority(rule) if rule.threshold is None else _bar_in_a_round(rule, rule.threshold)),
        BALLOTS_MOVE,
        _exhausted(rule),
    ]


def _majority(rule: Rule) -> list[str]:
    who = "whoever has more than half (1/2) of the ballots that still count is endorsed"
    if ranked_rules(rule).stop == STOP_AT_TWO_LEFT:
        return [f"{LOWEST_LEAVES.capitalize()}, until two are left; then {who}."]
    return [f"{who.capitalize()}.", f"If nobody has, {LOWEST_LEAVES}, and the count goes on."]


def _bar_in_a_round(rule: Rule, threshold: Threshold) -> list[str]:
    return [
        f"Whoever has {threshold_in_words(threshold)} is endorsed, and the count ends.",
        f"If nobody has, {LOWEST_LEAVES}, and the count goes on; if only two are left and neither "
        "has enough, nobody is endorsed.",
    ]


def _exhausted(rule: Rule) -> str:
    """What becomes of a ballot that ranks nobody who is still in."""
    is_out = rule.threshold is None or rule.threshold.base == CONTINUING
    then = "no longer counts" if is_out else "still counts in the total, but for nobody"
    return f"A ballot is exhausted when nobody whom it ranks is still in; it {then}."


def _stv(rule: Rule) -> list[str]:
    seats = "One candidate is" if rule.seats == 1 else f"Up to {rule.seats} candidates are"
    is_cut = ranked_rules(rule).arithmetic == DECIMAL5
    values = "cut after five decimals" if is_cut else "exact fractions"
    return [
        f"{seats} endorsed.",
        "Each ballot begins with the value 1 and its first choice.",
        "The quota is the number of ballots that rank anybody, divided by "
        f"{rule.seats + 1}, rounded down, plus 1; whoever has the quota is endorsed.",
        "What they have above it moves on: each of their ballots goes to the next of its ranks who "
        f"is still in and not yet endorsed, with the same part of its value ({values}).",
        "If nothing above a quota is left to move, the one with the least is excluded, and those "
        "ballots move on at the value they have.",
        "When no more are still in than places are left, they are endorsed too, without the quota.",
        "A ballot is exhausted when nobody whom it ranks can take it.",
    ]


def _whether_whom(rule: Rule) -> list[str]:
    bar = "more ballots than No"
    if rule.threshold is not None:
        bar = threshold_in_words(rule.threshold, WHETHER_WHOM)
    whom = _best_of_second(rule.whom_threshold)
    return [f"We endorse only if Yes to the first question has {bar}.", f"If so, {whom}"]


def _best_of_second(threshold: Threshold | None) -> str:
    who = "the candidate with the most votes in the second question is endorsed"
    if threshold is None:
        return f"{who}."
    return f"{who}, with {threshold_in_words(threshold, WHETHER_WHOM)}."


_WINNING: dict[str, Callable[[Rule], list[str]]] = {
    SINGLE_CHOICE: _single_choice,
    QUESTION: _question,
    APPROVAL: _approval,
    PER_CANDIDATE: _per_candidate,
    SCORE: _score,
    STAR: _star,
    IRV: _irv,
    STV: _stv,
    WHETHER_WHOM: _whether_whom,
}


# ======== endorsements/tally/tie_words.py

"""How ties fall and how ranks are read, each rule in one sentence."""


THE_DRAW = (
    "The public draw puts all choices into an order that nobody can influence: it is worked out "
    "from the last line of the public log when voting closes, before any envelope is opened; the "
    "page “How we count” prints how, so that everybody can work it out again."
)
OVERVOTES_READ = {
    EXHAUST: "Two candidates at one rank: the ballot counts down to the rank before, no further.",
    SKIP: "Two candidates at one rank: this rank is passed over.",
}
DUPLICATES_READ = {
    EXHAUST: "A candidate ranked twice: the ballot counts down to the rank before the second time.",
    SKIP: "A candidate ranked twice: only the higher rank counts.",
}
GAPS_READ = {
    EXHAUST: "A rank left empty: the ballot counts down to the rank before, no further.",
    EXHAUST_TWO: (
        "One rank left empty is passed over; after two empty ranks in a row the ballot counts no "
        "further."
    ),
    SKIP: "A rank left empty is passed over.",
}
LOOKBACKS = {
    LOOKBACK_NONE: "the public draw decides",
    LOOKBACK_LATEST: (
        "what they had in the round before decides, then in the one before that, back to the "
        "first, and if all of that was equal, the public draw"
    ),
    LOOKBACK_EARLIEST: (
        "what they had in the first round decides, then in the second, and so on, and if all of "
        "that was equal, the public draw"
    ),
}


def reading_in_words(ranked: RankedRules) -> list[str]:
    """How ranks are read, a sentence for each rule."""
    return [
        OVERVOTES_READ[ranked.overvote],
        DUPLICATES_READ[ranked.duplicate],
        GAPS_READ[ranked.skipped],
    ]


def ties_in_words(rule: Rule) -> list[str]:
    """What happens in a tie, inside the count and for an endorsement."""
    sentences = [*_inside(rule), *([_for_an_endorsement(rule)] if _may_tie(rule) else [])]
    is_drawn = any("public draw" in sentence for sentence in sentences)
    return [*sentences, THE_DRAW] if is_drawn else sentences


def _may_tie(rule: Rule) -> bool:
    """Whether a tie for an endorsement may be left when the count ends."""
    has_a_place_for_all = rule.seats >= len(rule.candidates)
    return rule.form != STV and not (rule.form in (APPROVAL, PER_CANDIDATE) and has_a_place_for_all)


def _inside(rule: Rule) -> list[str]:
    if rule.form == STAR:
        return ["A tie for a place in the final is settled by the public draw."]
    if rule.ranked is None:
        return []
    equal = "the fewest" if rule.form == IRV else "the most or the least"
    return [f"If several equally have {equal}, {LOOKBACKS[rule.ranked.lookback]}."]


def _for_an_endorsement(rule: Rule) -> str:
    tie = _which_tie(rule)
    if rule.form == QUESTION and rule.ties != TIE_DRAW:
        more = _RUN_OFF if rule.ties == TIE_RUN_OFF else ""
        return f"{tie} gives no position{more}."
    nobody = "nobody" if rule.seats == 1 else "nobody in it"
    return {
        TIE_ENDORSES_NOBODY: f"{tie} endorses {nobody}.",
        TIE_ENDORSES_BOTH: f"{tie} endorses everybody in it{_unless_none(rule)}.",
        TIE_RUN_OFF: f"{tie} endorses {nobody}{_RUN_OFF}.",
        TIE_DRAW: _drawn(rule, tie),
    }[rule.ties]


_RUN_OFF = "; a run-off round between those in it is prepared"


def _which_tie(rule: Rule) -> str:
    if rule.form == QUESTION:
        return "A tie between Yes and No"
    if rule.form == STAR:
        return "A tie in the final, in ballots and in points,"
    if rule.form == IRV:
        return "A tie between the last two, or between two who have enough in the same round,"
    return "A tie for the lead" if rule.seats == 1 else "A tie for the last place"


def _unless_none(rule: Rule) -> str:
    return f", unless {QUOTED_NONE} is in it" if rule.has_no_endorsement else ""


def _drawn(rule: Rule, tie: str) -> str:
    if rule.form == IRV:
        return f"{tie} is settled in the same way."
    return f"{tie} is settled by the public draw."


# ======== endorsements/tally/rule_words.py

"""The whole rule of a contest in plain sentences, as printed above the ballot and the result.

Together they say everything that can change who is endorsed.
"""


_LIKE_ANY_OTHER = "is a choice like any other"
_NONE = {
    SINGLE_CHOICE: _LIKE_ANY_OTHER,
    QUESTION: _LIKE_ANY_OTHER,
    SCORE: "gets points like a candidate; nobody with fewer points is endorsed",
    STAR: "gets points like a candidate; if it wins, nobody is endorsed",
    IRV: "is ranked like a candidate; if it wins, nobody is endorsed",
    STV: "is ranked like a candidate; a place that it wins stays empty",
}


def rule_in_words(rule: Rule) -> str:
    """The whole rule in a few sentences, as printed above the ballot."""
    sentences = [
        marking_in_words(rule),
        *winning_in_words(rule),
        _none(rule),
        *_who_is_in_the_total(rule),
        *(reading_in_words(rule.ranked) if rule.ranked else []),
        quorum_in_words(rule.quorum),
        *ties_in_words(rule),
    ]
    return " ".join(filter(None, sentences))


def _none(rule: Rule) -> str:
    """What "no endorsement" does, where the ballot offers it."""
    if not rule.has_no_endorsement:
        return ""
    none = none_in_words(rule.form)
    if rule.threshold and rule.threshold.base == NAMED_ONLY:
        return f"{none} can be marked, but does not count in the total."
    if rule.form == APPROVAL:
        counts = "; it counts in the total" if rule.threshold else ""
        return f"{none} is marked alone and takes no place{counts}."
    return f"{none} {_NONE[rule.form]}."


def _who_is_in_the_total(rule: Rule) -> list[str]:
    """Whether those count who abstain, leave the contest blank or stay at home.

    Where a ballot asks several questions, the bar itself says which ballots each total has.
    """
    if rule.form in (PER_CANDIDATE, WHETHER_WHOM):
        return []
    if rule.threshold is None:
        aside = "An abstention or a contest" if rule.has_abstain else "A contest"
        return [f"{aside} left blank counts for nobody."]
    base = rule.threshold.base
    if base == WHOLE_ROLL:
        return ["Whoever does not vote counts in the total too."]
    if base == ALL_CAST:
        return ["Whatever was cast counts in the total, a contest left blank too."]
    blank = "A contest left blank does not count in the total."
    if not rule.has_abstain:
        return [blank]
    if base == ALL_BALLOTS:
        return ["An abstention counts in the total.", blank]
    return ["An abstention or a contest left blank does not count in the total."]


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
    if how_much_is_public(ex.record.definition, contest, ex.ballots_in(key)) != RECORDS:
        why = publicity_of_result(ex.record.definition, contest, ex.ballots_in(key))
        ex.report.unchecked(f"{office}: {why}")
        return
    selection = dict(ex.record.records(key)).get(code)
    if selection is None:
        ex.report.fault(f"{office}: the code {grouped(code)} is not in the list.")
        return
    stands = selection_in_words(contest, selection)
    if choice is None:
        ex.report.note(f"{office}: {grouped(code)} stands beside “{stands}”. Is that your choice?")
    elif one_line(choice) != one_line(stands):
        ex.report.fault(
            f"{office}: {grouped(code)} stands beside “{stands}”; the receipt says “{choice}”."
        )
    else:
        ex.report.ok(f"{office}: {grouped(code)} stands beside “{stands}”, as on the receipt.")
    _tell_withdrawals(ex, contest, selection)


def _tell_withdrawals(ex: Examination, contest: Mapping[str, Any], selection: str) -> None:
    rule, names = rule_from_definition(contest), choice_names(contest)
    withdrawn = withdrawn_from(contest, ex.state.withdrawn)
    gone = [key for key in rule.candidates if key in withdrawn & marked_options(rule, selection)]
    if not gone:
        return
    who = listed([names[key] for key in gone])
    then = "this vote counts as blank" if [selection] == gone else "that counts as not marked"
    ex.report.note(f"{contest['office']}: {who} withdrew, so {then}.")


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
