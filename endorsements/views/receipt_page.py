"""The receipt: shown once, in the answer to the very request that cast the ballot."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_variables

from endorsements.casting import Receipt
from endorsements.forms import Line, lines_of, longest_lines
from endorsements.models import Round
from endorsements.protocol.receipts import receipt_text
from endorsements.tally.selection_words import selection_in_words
from endorsements.views.same_size import filled

Contests = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class ReceiptRow:
    """One contest on the private half: on the page line by line, in the text in one."""

    key: str
    office: str
    district: str
    lines: tuple[Line, ...]
    words: str
    code: str


@sensitive_variables()
def receipt_response(
    request: HttpRequest,
    voting_round: Round,
    contests: Contests,
    receipt: Receipt,
    *,
    less: Sequence[str],
) -> HttpResponse:
    """The receipt as a ticket to print or save; of one size whatever was chosen.

    Args:
        less: sentences on contests of which less than everything will be published.
    """
    response = _page(request, voting_round, receipt, _rows(contests, receipt), less)
    yardstick = _page(request, voting_round, receipt, _longest_rows(contests, receipt), less)
    return filled(response, len(yardstick.content))


@sensitive_variables()
def _rows(contests: Contests, receipt: Receipt) -> list[ReceiptRow]:
    rows = []
    for contest in contests:
        selection = receipt.selections[contest["key"]]
        lines, words = lines_of(contest, selection), selection_in_words(contest, selection)
        rows.append(_row(contest, receipt, lines, words))
    return rows


@sensitive_variables()
def _longest_rows(contests: Contests, receipt: Receipt) -> list[ReceiptRow]:
    rows = []
    for contest in contests:
        lines = longest_lines(contest)
        # Whatever is said in one line is said in several with more words.
        words = " ".join(f"{line.name} {line.answer}" for line in lines)
        rows.append(_row(contest, receipt, lines, words))
    return rows


@sensitive_variables()
def _row(
    contest: Mapping[str, Any], receipt: Receipt, lines: tuple[Line, ...], words: str
) -> ReceiptRow:
    key = contest["key"]
    return ReceiptRow(key, contest["office"], contest["district"], lines, words, receipt.codes[key])


@sensitive_variables()
def _page(
    request: HttpRequest,
    voting_round: Round,
    receipt: Receipt,
    rows: Sequence[ReceiptRow],
    less: Sequence[str],
) -> HttpResponse:
    text = receipt_text(
        round_id=receipt.round_id.hex,
        slot=receipt.slot.hex(),
        version=receipt.version,
        commitment=receipt.commitment.hex(),
        signature=receipt.signature.hex(),
        inner_hash=receipt.inner_hash.hex(),
        codes=receipt.codes,
        choices={row.key: row.words for row in rows},
    )
    context = {
        "round": voting_round,
        "receipt": receipt,
        "slot": receipt.slot.hex(),
        "commitment": receipt.commitment.hex(),
        "signature": receipt.signature.hex(),
        "inner_hash": receipt.inner_hash.hex(),
        "rows": rows,
        "less": less,
        "download": base64.b64encode(text.encode()).decode(),
        "file_name": f"receipt-{voting_round.slug}-{receipt.version}.txt",
    }
    return render(request, "endorsements/receipt.html", context)
