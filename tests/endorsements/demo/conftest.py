import io

import pytest
from django.conf import settings
from django.core.management import call_command

from endorsements import casting, tasks
from endorsements.demo import loading
from endorsements.demo.seed import DEFAULT_SEED


class Killed(BaseException):
    """As a kill would: nobody catches it."""


@pytest.fixture(scope="module")
def organisation(django_db_setup, django_db_blocker):
    """The demo as it is once everything is certified, in the real database for a whole module.

    Its first load is killed among the ballots of the open round, its second among those of the
    other one; the third finishes.
    """
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(settings, "DEMO", True)
        # No worker runs: what is asked of one would wait in Valkey for those of other tests.
        patch.setattr(tasks, "nudge", lambda round_id, step: None)
        kill_after(patch, ballots=50)
        kill_after(patch, ballots=150)
        call_command("load_demo", finish=True, stdout=io.StringIO())
        yield
        call_command("flush", verbosity=0, interactive=False)


def kill_after(patch, ballots):
    count = iter(range(ballots))

    def cast(**ballot):
        if next(count, None) is None:
            raise Killed
        return real(**ballot)

    real = casting.cast
    with patch.context() as until_killed:
        until_killed.setattr(casting, "cast", cast)
        with pytest.raises(Killed):
            loading.load(DEFAULT_SEED)
