"""Moments in words, by the organisation's clock. Formats are those of `config/formats`."""

from datetime import datetime

from django.conf import settings
from django.utils import formats, timezone

CLOCK = settings.TIME_ZONE.rpartition("/")[2].replace("_", " ") + " time"


def in_words(moment: datetime | None) -> str:
    """For example "22 November 2026, 10:03 a.m. EST"; empty for none."""
    if moment is None:
        return ""
    return formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def with_weekday(moment: datetime | None) -> str:
    """For example "Sunday, 22 November 2026, 10:03 a.m. EST"; empty for none."""
    if moment is None:
        return ""
    return f"{timezone.localtime(moment):%A}, {in_words(moment)}"
