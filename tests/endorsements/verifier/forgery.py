"""A forger's workshop: a record as values that can be changed, and all that can be put right after.

What a forger can do without the round's signing key: compute every sum, hash and root anew.
With it, or with a key of their own, they can sign as well.
"""

import copy
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from nacl.signing import SigningKey

from endorsements.protocol import chain
from endorsements.protocol.digests import (
    checkpoint_message,
    definition_digest,
    receipt_message,
)
from endorsements.protocol.merkle import roll_root, values_root
from endorsements.protocol.records import parse_records_csv, records_csv, records_root
from endorsements.protocol.results import result_document, result_hash
from endorsements.tally.results import contest_result, styles_with

Json = dict[str, Any]


class Forgery:
    """A copy of a record to be tampered with.

    `files` holds what has no field of its own, and what a forger writes as raw text; the fields
    are written over it.
    """

    def __init__(self, folder: Path) -> None:
        self.files = {
            path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
            for path in folder.rglob("*")
            if path.is_file()
        }
        self.definition: Json = json.loads(self.files["definition.json"])
        self.result: Json = json.loads(self.files["result.json"])
        self.log: list[Json] = _lines(self.files["log.jsonl"])
        self.checkpoints: list[Json] = _lines(self.files["checkpoints.jsonl"])
        self.roll = [line.split(" ") for line in self.files["roll.txt"].splitlines()]
        self.inner = self.files["inner_hashes.txt"].splitlines()
        self.records = {
            name[len("records/") : -len(".csv")]: parse_records_csv(text)
            for name, text in self.files.items()
            if name.startswith("records/")
        }
        self.raw: dict[str, str | None] = {}

    def entry(self, kind: str) -> Json:
        """The first entry of a kind."""
        return next(line for line in self.log if line["kind"] == kind)

    def payload(self, kind: str) -> Json:
        return self.entry(kind)["payload"]

    def casts_of(self, slot: str) -> list[Json]:
        return [line for line in self.log if line["payload"].get("slot") == slot]

    def insert(self, kind: str, payload: Json, *, before: str = chain.CLOSE) -> Json:
        """A new entry before the first one of another kind; numbers and heads are put right by
        `rechain`."""
        line: Json = {"seq": 0, "kind": kind, "payload": payload, "head": ""}
        if kind == chain.CAST:
            line["signature"] = "00" * 64
        self.log.insert(self.log.index(self.entry(before)), line)
        return line

    def remove(self, line: Json) -> None:
        self.log.remove(line)

    # What can be computed anew without any key.

    def refound(self) -> None:
        """Let the log begin with the definition and roll as they are now."""
        self.payload(chain.GENESIS).update(
            definition=definition_digest(self.definition).hex(),
            roll_root=roll_root((bytes.fromhex(s), style) for s, style in self.roll).hex(),
            roll_count=len(self.roll),
        )

    def recount(self) -> None:
        """Let close, mix, tally and result follow from the casts, inner ballots and records."""
        current = self._current()
        styles = dict(self.roll)
        commitments = [bytes.fromhex(commitment) for commitment in current.values()]
        self.payload(chain.CLOSE).update(
            count=len(current),
            root=values_root(commitments).hex(),
            styles=dict(Counter(styles[slot] for slot in current)),
        )
        self.inner.sort()
        root = values_root(bytes.fromhex(name) for name in self.inner)
        self.payload(chain.MIX).update(count=len(self.inner), root=root.hex())
        for key, records in self.records.items():
            records.sort()
            self.payload(chain.TALLY)["records"][key] = {
                "count": len(records),
                "root": records_root(records).hex(),
            }
        self._restate_results()
        self.payload(chain.TALLY)["count"] = len(current)

    def _current(self) -> dict[str, str]:
        """Slot to commitment, the last one of each that is not voided."""
        casts = [line["payload"] for line in self.log if line["kind"] == chain.CAST]
        voided = {line["payload"]["slot"] for line in self.log if line["kind"] == chain.VOID}
        in_order = sorted(casts, key=lambda payload: payload["version"])
        return {p["slot"]: p["commitment"] for p in in_order if p["slot"] not in voided}

    def _restate_results(self) -> None:
        withdrawn = [
            (line["payload"]["contest"], line["payload"]["candidate"])
            for line in self.log
            if line["kind"] == chain.WITHDRAW
        ]
        voters = Counter(style for _, style in self.roll)
        results = {result["contest"]: result for result in self.result["contests"]}
        for contest in self.definition["contests"]:
            key = contest["key"]
            if key in self.records:
                results[key] = contest_result(
                    self.definition,
                    contest,
                    Counter(selection for _, selection in self.records[key]),
                    eligible=sum(voters[style] for style in styles_with(self.definition, key)),
                    seed=bytes.fromhex(self.entry(chain.CLOSE)["head"]),
                    withdrawn=withdrawn,
                )
        in_order = [results[contest["key"]] for contest in self.definition["contests"]]
        self.result = result_document(
            self.definition, in_order, roll_count=len(self.roll), salt=self.result["salt"]
        )
        self.rehash_result()

    def rehash_result(self) -> None:
        """Let the log name the result as it is now."""
        self.payload(chain.TALLY)["result"] = result_hash(self.result).hex()

    def rechain(self) -> None:
        """Numbers and heads from the genesis on; checkpoints that speak of them."""
        was_at = {point["seq"]: point for point in self.checkpoints}
        moved, voted, head = [], set(), b""
        for seq, line in enumerate(self.log):
            point = was_at.get(line["seq"]) if line["head"] else None
            if seq == 0:
                head = chain.genesis_head(line["payload"])
            else:
                head = chain.next_head(head, seq, line["kind"], line["payload"])
            if line["kind"] == chain.CAST:
                voted.add(line["payload"]["slot"])
            line.update(seq=seq, head=head.hex())
            if point:
                moved.append(point | {"seq": seq, "head": head.hex(), "slots": len(voted)})
        self.checkpoints = moved

    # What takes the round's signing key, or another one.

    def resign(self, seed: bytes) -> None:
        """Sign every ballot's entry and every checkpoint."""
        key = SigningKey(seed)
        self.payload(chain.GENESIS)["signing_key"] = bytes(key.verify_key).hex()
        self.rechain()
        round_id = bytes.fromhex(self.definition["round"])
        for line in self.log:
            if line["kind"] == chain.CAST:
                slot, version, commitment = (
                    line["payload"][name] for name in ("slot", "version", "commitment")
                )
                message = receipt_message(
                    round_id, bytes.fromhex(slot), version, bytes.fromhex(commitment)
                )
                line["signature"] = key.sign(message).signature.hex()
        for point in self.checkpoints:
            message = checkpoint_message(
                round_id, point["seq"], bytes.fromhex(point["head"]), point["slots"], point["at"]
            )
            point["signature"] = key.sign(message).signature.hex()

    def write(self, folder: Path) -> Path:
        """Write the forged record, with sums that fit it."""
        for name, text in self.as_files().items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        return folder

    def as_files(self) -> dict[str, str]:
        written = {
            "definition.json": _pretty(self.definition),
            "result.json": _pretty(self.result),
            "log.jsonl": "".join(map(_line, self.log)),
            "checkpoints.jsonl": "".join(map(_line, self.checkpoints)),
            "roll.txt": "".join(f"{slot} {style}\n" for slot, style in self.roll),
            "inner_hashes.txt": "".join(f"{name}\n" for name in self.inner),
        } | {f"records/{key}.csv": _as_csv(records) for key, records in self.records.items()}
        files = {**self.files, **written, **self.raw}
        present = {name: text for name, text in files.items() if text is not None}
        if "SHA256SUMS" not in self.raw:
            present["SHA256SUMS"] = sums_of(present)
        return present


def sums_of(files: dict[str, str]) -> str:
    return "".join(
        f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n"
        for name, text in sorted(files.items())
        if name != "SHA256SUMS"
    )


def _as_csv(records: list[tuple[str, str]]) -> str:
    """In the order in which they are, which `records_csv` would put right."""
    lines = [records_csv([record]).splitlines()[1] for record in records]
    return "\n".join(["code,selection", *lines]) + "\n"


def _lines(text: str) -> list[Json]:
    return [json.loads(line) for line in text.splitlines()]


def _line(value: Json) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False) + "\n"


def _pretty(value: Json) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def flipped(text: str) -> str:
    """A hexadecimal text with its first digit changed."""
    return ("1" if text[0] == "0" else "0") + text[1:]


def copied(value: Any) -> Any:
    return copy.deepcopy(value)
