"""What became of a round's keys, in words: evidence for staff, not proof."""

from endorsements.models import KeyEvent, KeyEventKind, KeyName, Round
from members import moments

SAID = {
    KeyEventKind.MADE: "made",
    KeyEventKind.PROVED: "last proved",
    KeyEventKind.USED: "used",
    KeyEventKind.DESTROYED: "destroyed",
}


def keys_in_words(voting_round: Round) -> list[str]:
    """A sentence for each key that the round has announced, or is waiting for."""
    events = list(KeyEvent.objects.filter(round=voting_round))
    return [_sentence(voting_round, key, events) for key in KeyName]


def _sentence(voting_round: Round, key: KeyName, events: list[KeyEvent]) -> str:
    name = f"{key.label} key"
    public = getattr(voting_round, f"{key}_key")
    if public is None:
        return f"{name}: not made."
    told = [
        f"{SAID[KeyEventKind(event.event)]} {moments.in_words(event.at)}"
        for event in events
        if event.key == key and bytes(event.public) == bytes(public)
    ]
    return f"{name}: {'; '.join(told)}."
