"""The end of entering: two people say that all sheets are in, the log fixes them, and they are
counted with the others."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from endorsements import log, rounds
from endorsements.errors import DoesNotAddUp, NotReady
from endorsements.models import PaperEntry, Round
from endorsements.paper.entering import is_alike, readings_by_sheet, require_entering
from endorsements.paper.marking import marked_by_style
from endorsements.protocol import chain
from endorsements.protocol.digests import inner_digest
from endorsements.protocol.merkle import values_root
from endorsements.protocol.replay import Replay
from members import audit
from members.models import User


@transaction.atomic
def finish(round_id: UUID, *, by: User, proposed_by: User) -> Round:
    """Fix in the log which sheets there are; from then on none is entered, and the count goes on.

    Of each sheet one reading is kept until the tally has opened it.

    Raises:
        IllegalMove: it is not the time.
        NeedsTwo: one person alone says so.
        NotReady: see `obstacles`.
    """
    both = rounds.two_people(by, proposed_by)
    voting_round = log.lock(round_id)
    require_entering(voting_round)
    if barred := obstacles(voting_round):
        raise NotReady(barred)
    kept = [entries[0] for entries in readings_by_sheet(voting_round)]
    rest = PaperEntry.objects.filter(round=voting_round)
    rest.exclude(pk__in=[entry.pk for entry in kept]).delete()
    payload = {
        "count": len(kept),
        "root": _root(bytes(entry.sealed) for entry in kept),
        "styles": dict(sorted(Counter(entry.style for entry in kept).items())),
    }
    log.append(voting_round, chain.PAPER, payload)
    audit.record("paper.finished", by=by, of=voting_round, ballots=len(kept), **both)
    return voting_round


def obstacles(voting_round: Round) -> list[str]:
    """Why it cannot be said that all sheets are in, in sentences."""
    readings, marked = readings_by_sheet(voting_round), marked_by_style(voting_round)
    once = sum(len(entries) == 1 for entries in readings)
    differing = sum(not is_alike(entries) for entries in readings)
    sentences = []
    if once:
        sentences.append(f"Read by one person alone so far: {_sheets(once)}.")
    if differing:
        sentences.append(f"Read differently by two people: {_sheets(differing)}.")
    for style, number in sorted(Counter(entries[0].style for entries in readings).items()):
        if number > marked.get(style, 0):
            sentences.append(
                f"{_sheets(number)} with ballot {style} are entered, and {marked.get(style, 0)} "
                "members with that ballot vote on paper."
            )
    return sentences


def sealed_ballots(voting_round: Round, replay: Replay) -> list[bytes]:
    """The ballots on paper, for the tally worker to open, in an order that says nothing.

    Raises:
        DoesNotAddUp: they are not those that the log fixed.
    """
    sealed = sorted(
        bytes(one)
        for one in PaperEntry.objects.filter(round=voting_round).values_list("sealed", flat=True)
    )
    fixed = replay.reached.get(chain.PAPER)
    if fixed is None and sealed:
        raise DoesNotAddUp("There are ballots on paper of which the log does not say.")
    if fixed is not None and (len(sealed), _root(sealed)) != (fixed["count"], fixed["root"]):
        raise DoesNotAddUp("The ballots on paper are not those that the log says were entered.")
    return sealed


def forget(voting_round: Round) -> None:
    """Delete what was entered: it is counted. The sheets themselves are kept by the staff."""
    PaperEntry.objects.filter(round=voting_round).delete()


def _root(sealed: Iterable[bytes]) -> str:
    return values_root(inner_digest(one) for one in sealed).hex()


def _sheets(number: int) -> str:
    return "1 sheet" if number == 1 else f"{number} sheets"
