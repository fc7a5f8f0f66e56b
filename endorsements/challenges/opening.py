"""The tally worker opens one inner ballot: two people ask for it, the challenger alone reads it.

The officers learn whether that ballot is there and whether the list says what it says; not what.
"""

import json
from typing import Any
from uuid import UUID

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from endorsements import envelopes, keys, log, rounds
from endorsements.definition import contests_of
from endorsements.errors import ChallengeRefused, DoesNotAddUp
from endorsements.models import (
    CastRecord,
    Challenge,
    ChallengeState,
    InnerBallot,
    KeyName,
    Round,
    RoundStatus,
)
from endorsements.protocol.digests import canonical_json
from endorsements.protocol.records import grouped
from endorsements.tally.selection_words import selection_in_words
from members import audit
from members.models import User


def require_opening(challenge: Challenge) -> None:
    """Refuse where nothing can be opened, or it was opened."""
    if challenge.round.status != RoundStatus.PUBLISHED:
        raise ChallengeRefused("A ballot is opened only between publication and certification.")
    if challenge.state == ChallengeState.ANSWERED:
        raise ChallengeRefused("This challenge is answered.")
    if challenge.is_on_paper:
        raise ChallengeRefused("This challenger votes on paper: nothing leads to their ballot.")
    if challenge.sealed is None:
        raise ChallengeRefused(
            "The challenger gave the public half of the receipt alone, which leads to no ballot."
        )
    if challenge.is_opening:
        raise ChallengeRefused("The worker was asked to open it already.")


@transaction.atomic
def ask(challenge_id: int, *, by: User, proposed_by: User) -> Challenge:
    """Have the worker open the one ballot that the challenger's receipt names."""
    both = rounds.two_people(by, proposed_by)
    voting_round = log.lock(Challenge.objects.get(pk=challenge_id).round_id)
    challenge = Challenge.objects.select_related("round").get(pk=challenge_id)
    require_opening(challenge)
    challenge.is_opening = True
    challenge.save(update_fields=["is_opening"])
    audit.record("challenge.opening", by=by, of=voting_round, challenge=challenge.pk, **both)
    return challenge


@sensitive_variables()
@transaction.atomic
def open_asked(round_id: UUID) -> int:
    """Open what was asked for; done twice it finds nothing more to do. Returns how many."""
    voting_round = log.lock(round_id)
    waiting = list(Challenge.objects.filter(round=voting_round).to_open().defer("slot", "words"))
    if not waiting or voting_round.status != RoundStatus.PUBLISHED:
        return 0
    for challenge in waiting:
        _open(voting_round, challenge)
    return len(waiting)


@sensitive_variables()
def _open(voting_round: Round, challenge: Challenge) -> None:
    secret = keys.opening_key(voting_round.id, KeyName.TALLY)
    private: dict[str, Any] = json.loads(envelopes.open_for(secret, bytes(challenge.sealed or b"")))
    name = bytes.fromhex(private["inner_hash"])
    ballot = InnerBallot.objects.filter(round=voting_round, hash=name).first()
    lines, agrees = ["This ballot did not come out of the mixing."], False
    if ballot is not None:
        lines, agrees = _compared(voting_round, secret, bytes(ballot.sealed), private["codes"])
    challenge.is_found, challenge.agrees = ballot is not None, agrees
    challenge.opened = envelopes.seal_for(bytes(challenge.reader), canonical_json(lines))
    # What led to the ballot has done its work.
    challenge.sealed = None
    challenge.save(update_fields=["is_found", "agrees", "opened", "sealed"])


@sensitive_variables()
def _compared(
    voting_round: Round, secret: Any, sealed: bytes, codes: dict[str, str]
) -> tuple[list[str], bool]:
    """What the ballot says beside what the list says, contest by contest.

    A ballot shows itself only to whoever holds its codes: marks of inner ballots are public, and
    nobody may have another member's opened.
    """
    try:
        text = envelopes.open_inner(secret, sealed)
    except DoesNotAddUp as fault:
        return [str(fault)], False
    contests = {one["key"]: one for one in contests_of(voting_round.definition or {}, text.style)}
    lines, agrees = [], True
    for key, code, selection in text.choices:
        office = contests[key]["office"]
        if codes.get(key) != code:
            lines.append(f"{office}: the ballot has another check code than the receipt.")
            agrees = False
            continue
        listed = CastRecord.objects.filter(contest__round=voting_round, contest__key=key, code=code)
        counted = listed.values_list("selection", flat=True).first()
        says = selection_in_words(contests[key], selection)
        line = f"{office}, {grouped(code)}: the ballot says “{says}”, and so does the list."
        if counted != selection:
            agrees = False
            other = "does not have it" if counted is None else "says otherwise"
            line = f"{office}, {grouped(code)}: the ballot says “{says}”, and the list {other}."
        lines.append(line)
    return lines, agrees


@sensitive_variables()
def read(challenge: Challenge, key: str) -> list[str]:
    """What the worker found, for whoever holds the challenger's key.

    Raises:
        ChallengeRefused: nothing was found yet, or this is not the key.
    """
    if challenge.opened is None:
        raise ChallengeRefused("There is nothing to read: no ballot was opened.")
    try:
        lines: list[str] = json.loads(
            envelopes.open_for(envelopes.reader_key(key), bytes(challenge.opened))
        )
    except (DoesNotAddUp, ValueError):
        raise ChallengeRefused("This is not the key that you were given when you filed.") from None
    return lines
