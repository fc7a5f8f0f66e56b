"""Fixtures for the attacks."""

import pytest
import redis
from django.conf import settings

from tests.endorsements.conftest import bells, rows_of_the_module, set_clock

__all__ = ["bells", "rows_of_the_module", "set_clock"]


@pytest.fixture
def valkey():
    """The run's own Valkey, empty before and after."""
    address = settings.CELERY_BROKER_URL.replace("redis+socket", "unix")
    with redis.Redis.from_url(address) as one:
        one.flushall()
        yield one
        one.flushall()
