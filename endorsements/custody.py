"""What becomes of a round's keys, each step by the worker that holds the key."""

from uuid import UUID

from django.db import transaction

from endorsements import keys, log
from endorsements.checklist import undestroyed
from endorsements.clock import database_now
from endorsements.models import KeyEvent, KeyEventKind, KeyName, LogEntry, Round, RoundStatus
from endorsements.protocol import chain


@transaction.atomic
def make_key(round_id: UUID, key: KeyName) -> bool:
    """Make, announce and prove a key of a scheduled round. Run twice, it changes nothing more.

    Returns:
        Whether the round has the key now; False when it is not scheduled any more.

    Raises:
        KeyLost: the round has announced another key than the one in custody.
    """
    voting_round = log.lock(round_id)
    if voting_round.status != RoundStatus.SCHEDULED:
        return False
    field = f"{key}_key"
    announced = getattr(voting_round, field)
    public = keys.make(round_id, key) if announced is None else bytes(announced)
    keys.prove(round_id, key, public)
    setattr(voting_round, field, public)
    voting_round.save(update_fields=[field])
    note(voting_round, key, public, KeyEventKind.MADE)
    note(voting_round, key, public, KeyEventKind.PROVED)
    return True


def prove_key(round_id: UUID, key: KeyName) -> None:
    """Show once more that the announced key of a round is there and works.

    Raises:
        KeyLost: it is not; the round must be held.
    """
    voting_round = Round.objects.get(pk=round_id)
    public = bytes(getattr(voting_round, f"{key}_key") or b"")
    keys.prove(round_id, key, public)
    note(voting_round, key, public, KeyEventKind.PROVED)


def may_destroy(voting_round: Round, key: KeyName) -> bool:
    """Whether the protocol wants the key gone at this point of the round's life."""
    if voting_round.status in (RoundStatus.DRAFT, RoundStatus.ANNULLED):
        # What was logged is signed to the last entry.
        return key != KeyName.SIGNING or not _has_entry(voting_round, chain.GENESIS)
    if key == KeyName.MIX:
        return _has_entry(voting_round, chain.MIX)
    due = voting_round.certification_due_at
    is_over = voting_round.has_public_outcome and due is not None and due <= database_now()
    # An open challenge may need the ballot that it is about.
    waits = voting_round.challenges.stopping().exists()
    return key == KeyName.TALLY and is_over and not waits


@transaction.atomic
def destroy_key(round_id: UUID, key: KeyName) -> bool:
    """Destroy a key that is not needed any more and say so in the log; finished on a re-run.

    The file goes while the round is locked: a key made for a new scheduling cannot be hit.

    Returns:
        Whether the key is gone; False when its time has not come.
    """
    voting_round = log.lock(round_id)
    if not may_destroy(voting_round, key):
        return False
    keys.destroy(round_id, key)
    for public in _generations(voting_round, key):
        note(voting_round, key, public, KeyEventKind.DESTROYED)
    if _has_entry(voting_round, chain.GENESIS) and not is_destroyed(voting_round, key):
        log.append(voting_round, chain.DESTROY, {"key": key})
    return True


def is_destroyed(voting_round: Round, key: KeyName) -> bool:
    """Whether the log says that the key was destroyed."""
    return LogEntry.objects.filter(
        round=voting_round, kind=chain.DESTROY, payload__key=key
    ).exists()


def keys_to_destroy(voting_round: Round) -> list[KeyName]:
    """Keys that were made, are not destroyed, and whose time has come."""
    left = {KeyName(name) for name in undestroyed(voting_round)}
    return [key for key in KeyName if key in left and may_destroy(voting_round, key)]


def note(voting_round: Round, key: KeyName, public: bytes, event: KeyEventKind) -> None:
    """Keep the moment of an event; of proofs the latest."""
    KeyEvent.objects.update_or_create(
        round=voting_round,
        key=key,
        public=public,
        event=event,
        defaults={"at": database_now()} if event == KeyEventKind.PROVED else {},
        create_defaults={"at": database_now()},
    )


def _generations(voting_round: Round, key: KeyName) -> list[bytes]:
    made = KeyEvent.objects.filter(round=voting_round, key=key, event=KeyEventKind.MADE)
    return [bytes(public) for public in made.values_list("public", flat=True)]


def _has_entry(voting_round: Round, kind: str) -> bool:
    return LogEntry.objects.filter(round=voting_round, kind=kind).exists()
