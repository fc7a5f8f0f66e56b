"""Announcements of rounds: published by the clock, corrected in the open, with members' words."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from endorsements.clock import database_now
from endorsements.models import Announcement, Round
from members import audit


@dataclass(frozen=True)
class Words:
    """A reason whose author agreed to be quoted: nothing in it can be joined to a ballot.

    Args:
        signed: first name and town, as the author agreed.
        about: the contest or candidate, where the author said so; may be empty.
    """

    says: str
    signed: str
    about: str = ""


# Each gives the words of members who agreed to be quoted about a round, in an order that says
# nothing. Whoever keeps such reasons adds itself when the app starts.
words_of_members: list[Callable[[Round], list[Words]]] = []


def words_about(voting_round: Round) -> list[Words]:
    return [words for source in words_of_members for words in source(voting_round)]


def publish_due() -> int:
    """Publish the announcements whose time has come; may run twice, and in two places.

    Returns:
        How many were published by this call.
    """
    due = Announcement.objects.due(database_now()).values_list("pk", flat=True)
    return sum(_publish(announcement) for announcement in list(due))


@transaction.atomic
def _publish(announcement_id: int) -> bool:
    now = database_now()
    due = Announcement.objects.due(now).select_for_update(of=("self",), no_key=True)
    announcement = due.filter(pk=announcement_id).first()
    if announcement is None:  # somebody else was faster, or staff have changed the time
        return False
    announcement.published_at = now
    announcement.save(update_fields=["published_at"])
    audit.record("announcement.published", by=None, of=announcement)
    return True
