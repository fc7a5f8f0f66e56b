"""One eventful round, played once for all tests of the verifier, and gone from the database."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.endorsements.verifier.eventful_round import Eventful, play
from tests.endorsements.verifier.running import STANDARD_LIBRARY_ONLY, WITH_PYNACL, Auditor


@pytest.fixture(scope="session")
def eventful(tmp_path_factory, django_db_setup, django_db_blocker) -> Eventful:
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around._from_testcase = True  # as Django's own tests do: casting may begin inside
        with around:
            played = play(tmp_path_factory.mktemp("record"))
            transaction.set_rollback(True)
    return played


@pytest.fixture(scope="session")
def auditor() -> Iterator[Auditor]:
    """Has the standard library and nothing else."""
    auditor = Auditor(STANDARD_LIBRARY_ONLY)
    yield auditor
    auditor.leave()


@pytest.fixture(scope="session")
def auditor_with_pynacl() -> Iterator[Auditor]:
    auditor = Auditor(WITH_PYNACL)
    yield auditor
    auditor.leave()
