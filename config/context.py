"""What every template may say about the organisation."""

from django.conf import settings
from django.http import HttpRequest


def organisation(request: HttpRequest) -> dict[str, object]:
    return {
        "organisation_name": settings.ORGANISATION_NAME,
        "organisation_contact": settings.ORGANISATION_CONTACT,
        "is_demo": settings.DEMO,
    }
