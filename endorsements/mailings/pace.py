"""How many mails may go out now: so many a minute, whoever asks and however often."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from endorsements.models import Delivery

MINUTE = timedelta(minutes=1)
SECONDS_BETWEEN_RUNS = 5
# Any number that nobody else locks: "mail" in letters.
LOCK = 0x6D61696C


def allowed(now: datetime) -> int:
    """For one run: its part of a minute, less what the last minute had too much."""
    most = settings.MAILS_PER_MINUTE
    gone = Delivery.objects.filter(sent_at__gt=now - MINUTE).count()
    part = -(-most * SECONDS_BETWEEN_RUNS // 60)
    return max(0, min(part, most - gone))


@contextmanager
def alone() -> Iterator[bool]:
    """Whether nobody else hands over mailings; the lock ends with us, or with our connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        [is_ours] = cursor.fetchone()
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
