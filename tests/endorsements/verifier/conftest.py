"""Rounds played once for all tests of the verifier, and gone from the database."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import transaction
from django.test import override_settings

from tests.endorsements.verifier.eventful_round import Eventful, play
from tests.endorsements.verifier.round_of_all_forms import AllForms, play_all_forms
from tests.endorsements.verifier.running import STANDARD_LIBRARY_ONLY, WITH_PYNACL, Auditor


@pytest.fixture(scope="session")
def passing(django_db_setup, django_db_blocker) -> Callable[[], AbstractContextManager]:
    """What happens inside is gone from the database afterwards."""

    @contextmanager
    def around() -> Iterator[None]:
        with django_db_blocker.unblock():
            outermost = transaction.atomic()
            outermost._from_testcase = True  # as Django's own tests do: casting may begin inside
            with outermost:
                yield
                transaction.set_rollback(True)

    return around


@pytest.fixture(scope="session")
def eventful(tmp_path_factory, passing) -> Eventful:
    with passing():
        return play(tmp_path_factory.mktemp("record"))


@pytest.fixture(scope="session")
def whole(tmp_path_factory, passing) -> AllForms:
    """Every form, with single records."""
    with passing(), override_settings(PUBLISH_PATTERNS=True):
        return play_all_forms(tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="session")
def summed(tmp_path_factory, passing) -> AllForms:
    """Every form; of those with patterns only sums."""
    with passing(), override_settings(PUBLISH_PATTERNS=False):
        return play_all_forms(tmp_path_factory.mktemp("summed"))


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
