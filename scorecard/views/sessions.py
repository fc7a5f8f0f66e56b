"""Pages of a session, of a scored item and of a tracked bill."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from scorecard import atlas
from scorecard.forms.places import HomeForm
from scorecard.freshness import kept_until_changed
from scorecard.models import AgendaBill, Chamber, Session
from scorecard.pages.bill import BackersIn, Own, backers_of, own_of
from scorecard.pages.item import ItemPage
from scorecard.pages.links import official_bill, official_record, outward
from scorecard.pages.session import SessionPage
from scorecard.places.asking import step
from scorecard.places.finding import guess
from scorecard.places.table import Town
from scorecard.seats import seats_of
from scorecard.views.drafts import is_draft, session_or_404


@require_safe
@kept_until_changed
def sessions(request: HttpRequest) -> HttpResponse:
    """All that are published, the latest first."""
    published = Session.objects.published().latest_first().select_related("rules")
    return render(request, "scorecard/items/sessions.html", {"sessions": published})


@require_safe
@kept_until_changed
def session(request: HttpRequest, first_year: int) -> HttpResponse:
    one = session_or_404(request, first_year)
    context = {
        "session": one,
        "is_draft": is_draft(one),
        "page": SessionPage(one),
        "others": Session.objects.published().latest_first().exclude(pk=one.pk),
    }
    return render(request, "scorecard/items/session.html", context)


@require_safe
@kept_until_changed
def roll_call(
    request: HttpRequest, first_year: int, chamber: str, number: int, slug: str
) -> HttpResponse:
    """A scored item; another name behind its number leads to the one of today."""
    one = session_or_404(request, first_year)
    items = one.items.prefetch_related("topics")
    item = get_object_or_404(items, chamber=chamber, number=number)
    item.session = one
    if slug != item.slug:
        return redirect(item, permanent=True)
    context = {
        "session": one,
        "is_draft": is_draft(one),
        "item": item,
        "page": ItemPage(item),
        "record_url": official_record(item),
        "bill_url": official_bill(item),
    }
    return render(request, "scorecard/items/roll_call.html", context)


@require_safe
@kept_until_changed
def bill(request: HttpRequest, first_year: int, slug: str) -> HttpResponse:
    """A tracked bill; `?town=` (with ward and precinct) puts the reader's legislators first."""
    session = session_or_404(request, first_year)
    bills = AgendaBill.objects.filter(session=session).prefetch_related("versions", "topics")
    one = get_object_or_404(bills, slug=slug)
    one.session = session
    groups = backers_of(one)
    latest = Session.objects.published().latest_first().first()
    context = {
        "session": session,
        "is_draft": is_draft(session),
        "bill": one,
        "versions": [(version, outward(version.url)) for version in one.versions.all()],
        "groups": groups,
        "may_still_sign": latest is None or session.first_year >= latest.first_year,
    }
    return render(request, "scorecard/items/bill.html", context | _own(request, groups))


def _own(request: HttpRequest, groups: list[BackersIn]) -> dict[str, object]:
    """The reader's own legislators, if they say where they live."""
    form = HomeForm(request.GET)
    typed = form.cleaned_data["town"] if form.is_valid() else ""
    context: dict[str, object] = {"typed": typed, "own": []}
    if not typed:
        return context
    found = guess(atlas.table(), typed)
    if not found.is_sure:
        return context | {"towns": found.towns, "is_unknown": not found.towns}
    return context | _in_town(form, found.towns[0], groups)


def _in_town(form: HomeForm, town: Town, groups: list[BackersIn]) -> dict[str, object]:
    reached = step(town, form.cleaned_data["ward"], form.cleaned_data["precinct"])
    names = {Chamber.HOUSE: reached.house, Chamber.SENATE: reached.senate}
    seats = seats_of((chamber, name) for chamber, name in names.items() if name).seats
    own: list[Own] = own_of(seats, groups)
    return {"own": own, "town": town, "is_partly": len(own) < len(names)}
