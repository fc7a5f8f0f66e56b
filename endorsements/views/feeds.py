"""A feed of what the members decided, as it is published."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from endorsements.models import Announcement, Round
from endorsements.views.results import Decided as DecidedRound
from endorsements.views.results import decided

MOST = 20


class Decided(Feed):
    """An entry for each round with a public outcome; rehearsals are left out."""

    feed_type = Atom1Feed
    title = f"Endorsements by the members of {settings.ORGANISATION_NAME}"
    subtitle = "What each round decided, as soon as it is published."

    def link(self) -> str:
        return reverse("endorsements:endorsements")

    def items(self) -> Iterable[DecidedRound]:
        rounds = Round.objects.published().filter(rehearsal=False)
        return decided(rounds.order_by("-published_at")[:MOST])

    def item_title(self, item: DecidedRound) -> str:
        invented = "Demonstration: " if item.round.is_demo else ""
        return f"{invented}{item.round.title}"

    def item_description(self, item: DecidedRound) -> str:
        return " ".join(f"{one.contest}: {one.sentence}" for one in item.outcomes)

    def item_link(self, item: DecidedRound) -> str:
        return reverse("endorsements:round", args=[item.round.slug])

    def item_updateddate(self, item: DecidedRound) -> datetime | None:
        return item.round.published_at


class News(Feed):
    """An entry for each announcement, in its own words; pasted marks are letters."""

    feed_type = Atom1Feed
    title = f"Announcements of {settings.ORGANISATION_NAME}"
    subtitle = "What is said about each round once its outcome is public."

    def link(self) -> str:
        return reverse("endorsements:news")

    def items(self) -> Iterable[Announcement]:
        return Announcement.objects.published().select_related("round")[:MOST]

    def item_title(self, item: Announcement) -> str:
        return f"Demonstration: {item.title}" if item.round.is_demo else item.title

    def item_description(self, item: Announcement) -> str:
        return escape(item.text)

    def item_link(self, item: Announcement) -> str:
        return reverse("endorsements:news_of", args=[item.slug])

    def item_updateddate(self, item: Announcement) -> datetime | None:
        return item.corrected_at or item.published_at
