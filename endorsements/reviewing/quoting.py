"""Members' words for the announcement: those that staff chose, each with its author's consent."""

from endorsements import announcements
from endorsements.announcements import Words
from endorsements.models import Round
from endorsements.reviewing import reasons


def words_about(voting_round: Round) -> list[Words]:
    chosen = reasons.quotes_of(voting_round)
    return [
        Words(one.text, one.by, str(one.contest)) for quotes in chosen.values() for one in quotes
    ]


def register() -> None:
    """Called once, when the app starts."""
    announcements.words_of_members.append(words_about)
