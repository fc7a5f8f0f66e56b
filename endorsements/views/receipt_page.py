"""The receipt: shown once, in the answer to the very request that cast the ballot."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_variables

from endorsements.casting import Receipt
from endorsements.models import Round
from endorsements.protocol.receipts import receipt_text
from endorsements.tally.words import choice_names
from endorsements.views.same_size import filled


@dataclass(frozen=True)
class ReceiptRow:
    """One contest on the private half."""

    office: str
    choice: str
    code: str


@sensitive_variables()
def receipt_response(
    request: HttpRequest,
    voting_round: Round,
    contests: Sequence[Mapping[str, Any]],
    receipt: Receipt,
) -> HttpResponse:
    """The receipt as a ticket to print or save; of one size whatever was chosen."""
    names = {
        contest["key"]: choice_names(dict(contest))[receipt.selections[contest["key"]]]
        for contest in contests
    }
    response = _page(request, voting_round, contests, receipt, names)
    longest = {contest["key"]: _longest_name(contest) for contest in contests}
    yardstick = _page(request, voting_round, contests, receipt, longest)
    return filled(response, len(yardstick.content))


def _longest_name(contest: Mapping[str, Any]) -> str:
    return "&" * max(len(name.encode()) for name in choice_names(dict(contest)).values())


def _page(
    request: HttpRequest,
    voting_round: Round,
    contests: Sequence[Mapping[str, Any]],
    receipt: Receipt,
    names: Mapping[str, str],
) -> HttpResponse:
    text = receipt_text(
        round_id=receipt.round_id.hex,
        slot=receipt.slot.hex(),
        version=receipt.version,
        commitment=receipt.commitment.hex(),
        signature=receipt.signature.hex(),
        inner_hash=receipt.inner_hash.hex(),
        codes=receipt.codes,
        choices=names,
    )
    context = {
        "round": voting_round,
        "receipt": receipt,
        "slot": receipt.slot.hex(),
        "commitment": receipt.commitment.hex(),
        "signature": receipt.signature.hex(),
        "inner_hash": receipt.inner_hash.hex(),
        "rows": [
            ReceiptRow(contest["office"], names[contest["key"]], receipt.codes[contest["key"]])
            for contest in contests
        ],
        "download": base64.b64encode(text.encode()).decode(),
        "file_name": f"receipt-{voting_round.slug}-{receipt.version}.txt",
    }
    return render(request, "endorsements/receipt.html", context)
