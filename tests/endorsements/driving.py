"""Doing what is due, as beat and workers would, in this very process."""

from endorsements import steps, tasks
from endorsements.models import Round

MOST_STEPS = 40


def drive(voting_round: Round) -> list[str]:
    """Do whatever is due for a round until nothing is; returns the names of the steps."""
    done: list[str] = []
    while len(done) < MOST_STEPS:
        now_due = list(steps.due(Round.objects.get(pk=voting_round.pk), tasks.database_now()))
        if not now_due:
            return done
        for name in now_due:
            tasks.TASKS[name](str(voting_round.pk))
            done.append(name)
    raise AssertionError(f"still not finished after {done}")
