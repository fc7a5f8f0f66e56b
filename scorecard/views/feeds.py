"""Feeds for readers: sessions as they are published and changed, and corrections made."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from scorecard.models import Correction, Session

MOST = 50


class Sessions(Feed):
    """An entry for each published session; it is new again whenever its numbers are."""

    feed_type = Atom1Feed
    title = f"Scorecard of {settings.ORGANISATION_NAME}"
    subtitle = "Sessions as they are published, and whenever what is shown of one changes."

    def link(self) -> str:
        return reverse("scorecard:sessions")

    def items(self) -> Iterable[Session]:
        return Session.objects.published().order_by("-changed_at")[:MOST]

    def item_title(self, item: Session) -> str:
        return f"Scorecard {item}"

    def item_description(self, item: Session) -> str:
        reach = f"Votes as of {item.as_of:%-d %B %Y}." if item.as_of else "All votes are in."
        return f"The scorecard of session {item.number} is published. {reach}"

    def item_updateddate(self, item: Session) -> datetime:
        return item.changed_at


class Corrections(Feed):
    """An entry for each mistake that was corrected. Who reported it stays with staff."""

    feed_type = Atom1Feed
    title = f"Corrections to the scorecard of {settings.ORGANISATION_NAME}"
    subtitle = "What readers reported and was changed."

    def link(self) -> str:
        return reverse("scorecard:corrections")

    def items(self) -> Iterable[Correction]:
        return Correction.objects.made().order_by("-settled_at", "-pk")[:MOST]

    def item_title(self, item: Correction) -> str:
        return f"Corrected: {item.page}"

    def item_description(self, item: Correction) -> str:
        return item.changed

    def item_link(self, item: Correction) -> str:
        return item.page if item.page.startswith("/") else self.link()

    def item_guid(self, item: Correction) -> str:
        """Two corrections may be of one page."""
        return f"{settings.BASE_URL}{self.link()}#{item.pk}"

    def item_updateddate(self, item: Correction) -> datetime | None:
        return item.settled_at
