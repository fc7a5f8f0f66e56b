"""What every template may say about the organisation."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

# Under these names people at home know their clock; any other zone is called after its city.
NAMES_OF_ZONES = {
    "America/New_York": "Eastern",
    "America/Chicago": "Central",
    "America/Denver": "Mountain",
    "America/Los_Angeles": "Pacific",
}


def organisation(request: HttpRequest) -> dict[str, object]:
    return {
        "organisation_name": settings.ORGANISATION_NAME,
        "organisation_contact": settings.ORGANISATION_CONTACT,
        "time_zone": settings.TIME_ZONE,
        "time_zone_name": name_of_zone(settings.TIME_ZONE),
        "is_demo": settings.DEMO,
        "mailbox_url": reverse("demo_mailbox") if settings.DEMO else "",
    }


def name_of_zone(zone: str) -> str:
    """How a time is marked: "Eastern", or "Lisbon time"."""
    city = zone.rpartition("/")[2].replace("_", " ")
    return NAMES_OF_ZONES.get(zone, f"{city} time")
