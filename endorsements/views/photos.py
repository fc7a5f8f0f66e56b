"""Candidates' photos; another photo has another address, so each is kept for good."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from endorsements.models import Candidate, Photo, Round

A_YEAR = 365 * 24 * 3600


@require_safe
def photo(request: HttpRequest, digest: str) -> HttpResponse:
    """A photo of somebody who stands in a round that everybody may know of; staff see all."""
    rounds = Round.objects.announced().filter(rehearsal=False)
    is_public = Candidate.objects.filter(contest__round__in=rounds, photo=digest).exists()
    is_staff = request.user.is_active and request.user.is_staff
    found = Photo.objects.filter(pk=digest).first() if is_public or is_staff else None
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found.content), content_type="image/jpeg")
    patch_cache_control(
        answer, public=is_public, private=not is_public, max_age=A_YEAR, immutable=True
    )
    return answer
