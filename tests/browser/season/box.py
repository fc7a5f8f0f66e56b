"""Members vote through the pages of the voting path, most of them without a window to look at."""

from collections.abc import Iterable, Mapping

from django.test import Client

from endorsements.models import RollEntry
from tests.endorsements.views.marking import marks
from tests.endorsements.views.voters import log_in, user_of

Ballot = Mapping[str, str]


def vote(entry: RollEntry, ballot: Ballot) -> None:
    """Log in, mark, review, cast: the pages of one voter, one after the other."""
    client, path = Client(), f"/ballots/{entry.round.slug}/"
    log_in(client, user_of(entry))
    said = marks(client.get(path), **ballot)
    reviewed = client.post(f"{path}review/", said)
    assert "Is this your ballot?" in reviewed.content.decode()
    answer = client.post(f"{path}cast/", marks(reviewed, **ballot))
    assert "Your ballot is recorded" in answer.content.decode()


def vote_all(ballots: Iterable[tuple[RollEntry, Ballot]]) -> None:
    for entry, ballot in ballots:
        vote(entry, ballot)
