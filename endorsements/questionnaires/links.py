"""Private links: made for one mail each, kept as digests, taken back at once.

A link is 192 random bits, so that guessing is hopeless; its digest is looked up and compared in
constant time. Whoever holds it may answer: that is what a link without an account means.
"""

import hashlib
import secrets

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from endorsements.clock import database_now
from endorsements.errors import LinkRevoked, LinkUnknown
from endorsements.models import CandidateLink, Invitation

BYTES = 24
TOO_LONG = 100


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def make(invitation: Invitation) -> str:
    """The address of a new link; it stands nowhere but in what this returns."""
    token = secrets.token_urlsafe(BYTES)
    CandidateLink.objects.create(
        invitation=invitation, digest=digest_of(token), made_at=database_now()
    )
    return settings.BASE_URL + reverse("endorsements:candidate", args=[token])


def invitation_of(token: str) -> Invitation:
    """Whose link this is. Looking changes nothing: scanners of mail follow links, too.

    Raises:
        LinkUnknown: nobody was given it.
        LinkRevoked: it was taken back.
    """
    digest = digest_of(token[:TOO_LONG])
    links = CandidateLink.objects.select_related(
        "invitation__candidate__contest__round", "invitation__questionnaire"
    )
    found = links.filter(digest=digest).first()
    if found is None or not constant_time_compare(found.digest, digest):
        raise LinkUnknown("This link leads nowhere.")
    if found.revoked_at is not None:
        raise LinkRevoked("This link was taken back.")
    return found.invitation
