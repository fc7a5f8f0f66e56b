"""A receipt as text: what a voter keeps, mails and prints, and how it is read again.

Lines of `key: value`. The public half says that a ballot was recorded; the private half shows
how its voter voted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from endorsements.protocol.digests import HEX_DIGEST, HEX_ID, HEX_SIGNATURE, is_hex
from endorsements.protocol.records import grouped, is_code

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
