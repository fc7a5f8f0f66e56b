"""A legislator's card, for other sites to show in a frame, and the picture that links show."""

from django.conf import settings
from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from scorecard.dataset.table import page
from scorecard.freshness import kept_while
from scorecard.models import FormerSlug, Legislator
from scorecard.pages.card import Card, card_of
from scorecard.share_image import Words, draw

# Any site may frame the card, which has no script, no form and nothing of who looks at it.
CSP_CARD = (
    "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors *"
)


class Whom:
    """A legislator with their seats; the text changes when either does."""

    def __init__(self, legislator: Legislator) -> None:
        self.legislator = legislator
        rows = (legislator, *legislator.services.all())
        self._says = str([model_to_dict(row) for row in rows])

    def __str__(self) -> str:
        return self._says


def _whom(request: HttpRequest, slug: str) -> Whom | None:
    rows = Legislator.objects.public().prefetch_related("services")
    one = rows.filter(slug=slug).first()
    return Whom(one) if one else None


@require_safe
@xframe_options_exempt
@kept_while(_whom)
def card(request: HttpRequest, found: Whom | None, slug: str) -> HttpResponse:
    """Stands alone: it fits into 300 pixels, in light and in dark."""
    if found is None:
        return _moved(slug, "scorecard:embed")
    one = card_of(found.legislator)
    context = {"card": one, "address": page(found.legislator.get_absolute_url())}
    response = render(request, "scorecard/data/card.html", context)
    response["Content-Security-Policy"] = CSP_CARD
    return response


@require_safe
@kept_while(_whom)
def image(request: HttpRequest, found: Whom | None, slug: str) -> HttpResponse:
    """Drawn once for each state of the data."""
    if found is None:
        return _moved(slug, "scorecard:image")
    return HttpResponse(draw(words_of(card_of(found.legislator))), content_type="image/png")


def words_of(one: Card) -> Words:
    """What the picture says of a card."""
    standing = one.standing
    return Words(
        organisation=settings.ORGANISATION_NAME,
        session=str(standing.session) if standing else "",
        name=one.legislator.name,
        place=one.place,
        letter=one.letter,
        score=_score(one),
        base=f"With us on {one.plus} of {one.base} scored items while in office"
        if standing
        else "",
    )


def _score(one: Card) -> str:
    if one.standing is None:
        return "No votes in the last session"
    return f"{one.score} of 100" if one.score is not None else f"No score: {one.standing.why_not}"


def _moved(slug: str, to: str) -> HttpResponse:
    former = FormerSlug.objects.filter(slug=slug).select_related("legislator").first()
    if former is None:
        raise Http404
    return redirect(to, former.legislator.slug, permanent=True)
