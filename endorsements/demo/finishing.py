"""Waiting for the workers to count a round, or doing their due steps here where there are none."""

import time
from collections.abc import Callable
from uuid import UUID

from endorsements import announcements, steps, tasks
from endorsements.clock import database_now
from endorsements.models import Round, RoundStatus

SECONDS_TO_CERTIFY = 120
SECONDS_BETWEEN_LOOKS = 0.1


class NotCertified(Exception):
    """The round did not come to its end."""


def wait(round_id: UUID) -> None:
    """Return once a worker has brought the round to its end. Raises `NotCertified`."""
    _until_certified(round_id, lambda voting_round: None)


def finish(round_id: UUID) -> None:
    """Bring a round to its end in this process, by the tasks themselves. Raises `NotCertified`."""
    _until_certified(round_id, _do_what_is_due)
    announcements.publish_due()


def _until_certified(round_id: UUID, work: Callable[[Round], None]) -> None:
    end = time.monotonic() + SECONDS_TO_CERTIFY
    while time.monotonic() < end:
        voting_round = Round.objects.get(pk=round_id)
        if voting_round.status == RoundStatus.CERTIFIED:
            return
        if voting_round.status in (RoundStatus.HELD, RoundStatus.ANNULLED):
            raise NotCertified(
                f"{voting_round} is {voting_round.status}: {voting_round.stop_reason}"
            )
        work(voting_round)
        time.sleep(SECONDS_BETWEEN_LOOKS)
    raise NotCertified(f"{voting_round} is still {voting_round.status}; does a worker run?")


def _do_what_is_due(voting_round: Round) -> None:
    for step in list(steps.due(voting_round, database_now())):
        tasks.TASKS[step](str(voting_round.pk))
