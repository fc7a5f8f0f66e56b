"""What every test relies on. Servers come from `tests/servers.py`, rows from `tests/factories`."""

import pytest

from tests.browser import chromium


def pytest_ignore_collect(collection_path, config):
    """Nothing outside the checkout is so much as looked at, unless it is asked for."""
    is_shared = collection_path == config.rootpath / "tests" / "shared"
    return True if is_shared and config.option.markexpr != "shared" else None


def pytest_collection_modifyitems(items):
    """Browser tests need a Chromium: skip them by name without one, or refuse to go on."""
    driven = [item for item in items if "browser" in item.keywords]
    if not driven or chromium.find():
        return
    if chromium.is_required():
        raise pytest.UsageError(f"BROWSER_TESTS=required, but {chromium.MISSING}.")
    for item in driven:
        item.add_marker(pytest.mark.skip(reason=chromium.MISSING))
