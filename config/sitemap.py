"""What search engines are told: every public page, and what is not for them."""

from collections.abc import Iterable
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from endorsements.models import Announcement, Election, Round
from scorecard import atlas
from scorecard.models import AgendaBill, Legislator, ScoredItem, Session, Topic

STANDING = (
    "endorsements:home",
    "endorsements:endorsements",
    "endorsements:elections",
    "endorsements:news",
    "endorsements:record",
    "endorsements:how_it_works",
    "endorsements:how_we_count",
    "endorsements:trust",
    "members:am_i_a_member",
    "scorecard:legislators",
    "scorecard:find",
    "scorecard:districts",
    "scorecard:methodology",
    "scorecard:corrections",
    "scorecard:sessions",
    "scorecard:issues",
    "scorecard:downloads",
    "api:operations",
)
NOT_FOR_ROBOTS = ("/admin/", "/accounts/", "/ballots/", "/members/me/", "/scorecard/data/*.")


class Standing(Sitemap):
    """Pages that are always there."""

    def items(self) -> Iterable[str]:
        return STANDING

    def location(self, item: str) -> str:
        return reverse(item)


class Rows(Sitemap):
    """Pages of rows of the database."""

    def rows(self) -> Any:
        raise NotImplementedError

    def items(self) -> Iterable[Model]:
        return self.rows()


class OfSessions(Rows):
    """Pages that change with their session."""

    def lastmod(self, item: Any) -> Any:
        return item.changed_at if isinstance(item, Session) else item.session.changed_at


class Districts(Sitemap):
    def items(self) -> Iterable[tuple[str, str]]:
        return [(one.chamber, one.name) for one in atlas.table().districts]

    def location(self, item: tuple[str, str]) -> str:
        return reverse("scorecard:district", args=[item[0], slugify(item[1])])


def _of_published(model: Any) -> Any:
    rows = model.objects.filter(session__in=Session.objects.published())
    return rows.select_related("session").order_by("pk")


class Sessions(OfSessions):
    def rows(self) -> Any:
        return Session.objects.published().order_by("pk")


class Items(OfSessions):
    def rows(self) -> Any:
        return _of_published(ScoredItem)


class Bills(OfSessions):
    def rows(self) -> Any:
        return _of_published(AgendaBill)


class Legislators(Rows):
    def rows(self) -> Any:
        return Legislator.objects.public().order_by("pk")


class Topics(Rows):
    def rows(self) -> Any:
        return Topic.objects.order_by("pk")


class Rounds(Rows):
    def rows(self) -> Any:
        return Round.objects.announced().filter(rehearsal=False).order_by("pk")

    def location(self, item: Any) -> str:
        return reverse("endorsements:round", args=[item.slug])


class Elections(Rows):
    def rows(self) -> Any:
        return Election.objects.order_by("pk")


class News(Rows):
    def rows(self) -> Any:
        return Announcement.objects.published().order_by("pk")

    def location(self, item: Any) -> str:
        return reverse("endorsements:news_of", args=[item.slug])


SECTIONS: dict[str, Any] = {
    "pages": Standing,
    "rounds": Rounds,
    "elections": Elections,
    "news": News,
    "sessions": Sessions,
    "items": Items,
    "bills": Bills,
    "legislators": Legislators,
    "topics": Topics,
    "districts": Districts,
}


@require_safe
def site_map(request: HttpRequest) -> TemplateResponse:
    return sitemap(request, SECTIONS, template_name="sitemap.xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS),
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
