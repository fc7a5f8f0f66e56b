"""Sheets of paper: a code on each, from which its check codes follow; nothing of it is stored.

Whoever takes a sheet takes any of the pile: no list joins a code to a member.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.debug import sensitive_variables

from endorsements.errors import UnknownSheet
from endorsements.models import Round
from endorsements.protocol.digests import digest
from endorsements.protocol.receipts import ungrouped
from endorsements.protocol.records import CODE_ALPHABET, CODE_LENGTH

SECRET_LENGTH, PROOF_LENGTH = 16, 4
MOST_AT_ONCE = 50


@dataclass(frozen=True)
class Sheet:
    """A sheet that was printed for a round.

    Args:
        code: sixteen characters drawn by lot, and four that prove that they were drawn here.
        codes: contest key to the check code that stands on the slip.
    """

    style: str
    code: str = field(repr=False)
    codes: Mapping[str, str] = field(repr=False)


@sensitive_variables()
def new_sheets(voting_round: Round, style: str, number: int) -> list[Sheet]:
    """As many fresh sheets with the ballot of this style."""
    return [_new_sheet(voting_round, style) for _ in range(number)]


def _new_sheet(voting_round: Round, style: str) -> Sheet:
    secret = "".join(secrets.choice(CODE_ALPHABET) for _ in range(SECRET_LENGTH))
    return _sheet(voting_round, style, secret + _proofs(voting_round, style, secret)[0])


@sensitive_variables()
def read_sheet(voting_round: Round, typed: str) -> Sheet:
    """The sheet whose code somebody typed, with its style.

    Raises:
        UnknownSheet: no sheet of this round has the code.
    """
    code = ungrouped(typed)
    secret, proof = code[:SECRET_LENGTH], code[SECRET_LENGTH:]
    for style in styles_of(voting_round):
        proofs = _proofs(voting_round, style, secret)
        if any(constant_time_compare(proof, own) for own in proofs):
            return _sheet(voting_round, style, code)
    raise UnknownSheet("No sheet of this round has this code. Please compare it letter by letter.")


@sensitive_variables()
def sheet_digest(voting_round: Round, sheet: Sheet) -> bytes:
    """What is stored of a sheet's code; with 78 bits of chance nobody finds it by trying."""
    return digest("paper-sheet/1", voting_round.id.bytes, sheet.code)


def styles_of(voting_round: Round) -> dict[str, list[str]]:
    """Ballot style to its contests, as frozen; empty before."""
    styles: dict[str, list[str]] = (voting_round.definition or {}).get("styles", {})
    return styles


def _sheet(voting_round: Round, style: str, code: str) -> Sheet:
    codes = {
        contest: _letters(digest("paper-code/1", voting_round.id.bytes, contest, code), CODE_LENGTH)
        for contest in styles_of(voting_round)[style]
    }
    return Sheet(style, code, codes)


def _proofs(voting_round: Round, style: str, secret: str) -> list[str]:
    """By the present secret of the site, and by those before it: sheets lie about for weeks."""
    value = f"{voting_round.id.hex}:{style}:{secret}"
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [salted_hmac("endorsements.sheet", value, key, algorithm="sha256") for key in keys]
    return [_letters(one.digest(), PROOF_LENGTH) for one in digests]


def _letters(raw: bytes, length: int) -> str:
    number, letters = int.from_bytes(raw, "big"), ""
    for _ in range(length):
        number, place = divmod(number, len(CODE_ALPHABET))
        letters += CODE_ALPHABET[place]
    return letters
