"""Times in words, by the organisation's clock."""

from datetime import datetime

from django.conf import settings
from django.utils import dateformat, timezone

CLOCK = settings.TIME_ZONE.rpartition("/")[2].replace("_", " ") + " time"


def in_words(moment: datetime | None) -> str:
    """For example "22 November 2026, 10:03 a.m. EST"; empty for none."""
    if moment is None:
        return ""
    return dateformat.format(timezone.localtime(moment), "j F Y, g:i a T")
