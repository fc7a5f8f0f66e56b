"""Photos that staff uploaded; another photo has another address, so each is kept for good."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from scorecard.models import Portrait

A_YEAR = 365 * 24 * 3600


@require_safe
def photo(request: HttpRequest, slug: str, digest: str) -> HttpResponse:
    """The photo of a legislator, while it is the one of this address."""
    found = Portrait.objects.filter(legislator__slug=slug, legislator__photo_digest=digest)
    content = found.values_list("content", flat=True).first()
    if content is None:
        raise Http404
    answer = HttpResponse(bytes(content), content_type="image/jpeg")
    patch_cache_control(answer, public=True, max_age=A_YEAR, immutable=True)
    return answer
