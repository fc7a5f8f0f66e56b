"""The table of mutations: what is done to a record, who can notice, and what they are told.

`ANYBODY` needs nothing but the record and the standard library. The others see it only with what
their name says; without it the mutation is a perfect forgery, and the tests hold us to that too.
"""

from collections.abc import Callable
from dataclasses import dataclass

from endorsements.protocol.receipts import KeptReceipt, parse_receipt
from tests.endorsements.verifier.eventful_round import Eventful
from tests.endorsements.verifier.forgery import Forgery

ANYBODY = "anybody"
PYNACL = "PyNaCl"
RECEIPT = "a kept receipt"
CHECKPOINT = "a kept checkpoint"
MEANS = (PYNACL, RECEIPT, CHECKPOINT)
# The voter whose receipt was kept, and on whom forgeries that need a voter are tried.
VICTIM = "berkshire 1"


@dataclass(frozen=True)
class Target:
    """What a mutation works on."""

    record: Forgery
    eventful: Eventful

    @property
    def slot(self) -> str:
        return self.eventful.slots[VICTIM]

    @property
    def receipt(self) -> KeptReceipt:
        return parse_receipt(self.eventful.receipts[VICTIM])


@dataclass(frozen=True)
class Mutation:
    name: str
    alter: Callable[[Target], None]
    says: str
    seen_by: tuple[str, ...]

    def __str__(self) -> str:
        return self.name.replace("_", "-")


MUTATIONS: list[Mutation] = []


def mutation(says: str, *seen_by: str) -> Callable:
    """Enter a function in the table.

    Args:
        says: part of what verify.py then prints.
        seen_by: the means of which each alone is enough; `ANYBODY` where there is none.
    """

    def enter(alter: Callable[[Target], None]) -> Callable[[Target], None]:
        MUTATIONS.append(Mutation(alter.__name__, alter, says, seen_by or (ANYBODY,)))
        return alter

    return enter
