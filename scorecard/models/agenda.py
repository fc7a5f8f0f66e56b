"""Bills whose cosponsors are tracked; one filed in both chambers is one bill in two versions."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from scorecard.models.sessions import Chamber, Session
from scorecard.models.topics import Topic


class AgendaBill(models.Model):
    """A tracked bill: one row of the Sponsorship sheet."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="agenda_bills")
    key = models.CharField(
        max_length=60, help_text="Its numbers, the House's first, without dots: H3110/S2033."
    )
    written_key = models.CharField(max_length=80, blank=True, help_text="As the sheet has it.")
    short_title = models.CharField(max_length=300)
    written_title = models.CharField(max_length=320, blank=True, help_text="As the sheet has it.")
    slug = models.SlugField(max_length=120)
    topics = models.ManyToManyField(Topic, blank=True, related_name="agenda_bills")
    sheet_row = models.PositiveIntegerField(help_text="Its row in the Sponsorship sheet.")

    class Meta:
        ordering = ["session", "sheet_row"]
        constraints = [
            models.UniqueConstraint(fields=["session", "key"], name="agenda_bill_has_its_own_key"),
            # Checked after each statement: an import may move several rows past each other.
            models.UniqueConstraint(
                fields=["session", "slug"],
                name="agenda_bill_has_an_address_of_its_own",
                deferrable=models.Deferrable.IMMEDIATE,
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("scorecard:bill", args=[self.session.first_year, self.slug])

    def __str__(self) -> str:
        return self.short_title


class BillVersion(models.Model):
    """A bill as filed in one chamber: one row of Sponsored_Bills."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="bill_versions")
    bill = models.ForeignKey(
        AgendaBill, on_delete=models.CASCADE, null=True, blank=True, related_name="versions"
    )
    chamber = models.CharField(max_length=6, choices=Chamber)
    number = models.CharField(max_length=20, help_text="Without dots: HD4328.")
    title = models.TextField(help_text="The full title.")
    short_title = models.CharField(max_length=300, blank=True)
    written_title = models.CharField(max_length=320, blank=True, help_text="As the sheet has it.")
    tags = models.CharField(max_length=200, blank=True, help_text="Topics as the sheet has them.")
    sponsors = models.CharField(max_length=300, blank=True)
    description = models.TextField(blank=True, help_text="As the sheet has it.")
    own_description = models.TextField(
        blank=True, help_text="Written here by staff; it is shown instead, and survives imports."
    )
    bill_status = models.CharField(max_length=120, blank=True)
    url = models.URLField(max_length=500, blank=True)
    sheet_row = models.PositiveIntegerField(help_text="Its row in the Sponsored_Bills sheet.")

    class Meta:
        ordering = ["session", "sheet_row"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "sheet_row"],
                name="bill_version_stands_once",
                deferrable=models.Deferrable.IMMEDIATE,
            ),
            models.CheckConstraint(
                condition=Q(chamber__in=Chamber.values), name="bill_version_chamber_is_known"
            ),
        ]

    @property
    def shown_description(self) -> str:
        return self.own_description or self.description

    def __str__(self) -> str:
        return self.number
