import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.embedded.development import ALL_OR_NONE
from tests.environment import TESTING


@contextmanager
def temporary_checkout():
    """A folder that the servers' account can enter, as pytest's own cannot be by root's."""
    folder = Path(tempfile.mkdtemp(prefix="checkout-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def checkout():
    with temporary_checkout() as folder:
        yield folder


@pytest.fixture(scope="module")
def old_checkout():
    """One that several tests use in turn: making a database folder takes its time."""
    with temporary_checkout() as folder:
        yield folder


@pytest.fixture
def bare_environment():
    """The environment of a shell that knows nothing of the test run."""
    ours = {*TESTING, *ALL_OR_NONE, "EMBEDDED_BASE", "PORT"}
    ours |= {"SIGNING_KEY_DIR", "MIX_KEY_DIR", "TALLY_KEY_DIR", "CHECKPOINT_DIR"}
    return {name: value for name, value in os.environ.items() if name not in ours}
