"""A published round of twelve ballots with its receipts, one more on paper, and two people."""

import pytest

from endorsements import casting, counting, log, mixing, publication
from endorsements.protocol.receipts import receipt_text
from tests.endorsements.paper.piles import entered_twice, finished, marked
from tests.factories.endorsements import cast_all, close, entries, fresh, open_round
from tests.factories.members import StaffFactory


@pytest.fixture
def ada():
    return StaffFactory(email="ada@example.org")


@pytest.fixture
def ben():
    return StaffFactory(email="ben@example.org")


class Published:
    """A published round; `public` and `whole` are the texts of the first voter's receipt."""

    def __init__(self):
        opened = open_round(13, challenge_days=7)
        self.receipts = cast_all(opened, ["ash"] * 7 + ["birch"] * 5)
        self.on_paper = marked(entries(opened)[12])
        close(opened)
        mixing.mix(opened.pk)
        entered_twice(opened, ["ash"])
        finished(opened)
        counting.tally(opened.pk)
        log.sign_checkpoint(opened.pk)
        publication.publish(opened.pk)
        self.round = fresh(opened)
        self.entry, self.other = entries(self.round)[:2]
        self.public = casting.public_receipt_text(self.receipts[0])
        self.whole = self.text_of(0)

    def text_of(self, number, **changes):
        receipt = self.receipts[number]
        fields = {
            "round_id": receipt.round_id.hex,
            "slot": receipt.slot.hex(),
            "version": receipt.version,
            "commitment": receipt.commitment.hex(),
            "signature": receipt.signature.hex(),
            "inner_hash": receipt.inner_hash.hex(),
            "codes": receipt.codes,
        }
        return receipt_text(**{**fields, **changes})


@pytest.fixture(scope="module")
def made_once(rows_of_the_module):
    return Published()


@pytest.fixture
def published(made_once):
    made_once.round = fresh(made_once.round)
    return made_once
