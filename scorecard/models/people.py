"""Legislators, the numbers that sources know them by, and where they served."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from scorecard.models.sessions import Chamber, Session, SessionStatus


class LegislatorQuerySet(models.QuerySet["Legislator"]):
    def serving(self) -> Self:
        """People who hold a seat now."""
        return self.filter(services__ended_on__isnull=True, services__isnull=False).distinct()

    def voting_in(self, session: Session, chamber: str) -> Self:
        """People with a line in the votes sheet of this chamber."""
        return self.filter(vote_rows__session=session, vote_rows__chamber=chamber).distinct()

    def public(self) -> Self:
        """People who have a page: who stands in drafts alone is not known yet."""
        published = SessionStatus.PUBLISHED
        known = Legislator.objects.order_by().filter(
            Q(services__isnull=False)
            | Q(vote_rows__session__status=published)
            | Q(sponsor_columns__session__status=published)
        )
        return self.filter(pk__in=known.values("pk"))


class Legislator(models.Model):
    """A person who sits or sat in the legislature; former ones stay."""

    name = models.CharField(max_length=200, help_text="As the person writes it: Carlos González.")
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=120, help_text="The name in the address of the page.")
    email = models.EmailField("e-mail address", blank=True)
    phone = models.CharField(max_length=40, blank=True)
    listed_number = models.CharField(
        max_length=120, blank=True, help_text="The number that the list of members has."
    )
    page_url = models.URLField("page at the legislature", blank=True)
    image_url = models.URLField(
        "picture elsewhere", blank=True, help_text="Kept as a fact; pages never fetch it."
    )
    photo_digest = models.CharField(
        max_length=16, blank=True, help_text="Of the `Portrait`; empty without one."
    )

    objects = LegislatorQuerySet.as_manager()

    class Meta:
        ordering = ["family_name", "given_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="legislator_has_an_address_of_their_own"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(family_name="") & ~Q(slug=""),
                name="legislator_has_a_name",
            ),
        ]

    @property
    def initials(self) -> str:
        """What stands for a picture where there is none: CG."""
        return (self.given_name[:1] + self.family_name[:1]).upper()

    def get_absolute_url(self) -> str:
        return reverse("scorecard:legislator", args=[self.slug])

    @property
    def photo_address(self) -> str:
        """Where the photo is that staff uploaded; empty without one."""
        if not self.photo_digest:
            return ""
        return reverse("scorecard:photo", args=[self.slug, self.photo_digest])

    def __str__(self) -> str:
        return self.name


class LegislatorNumber(models.Model):
    """A number by which a source knows a legislator; one person may have several."""

    legislator = models.ForeignKey(Legislator, on_delete=models.CASCADE, related_name="numbers")
    number = models.CharField(max_length=120)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="legislator_number_is_one_person"),
            models.CheckConstraint(
                condition=~Q(number=""), name="legislator_number_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class FormerSlug(models.Model):
    """An address that a legislator's page had once; it leads to the one of today."""

    legislator = models.ForeignKey(Legislator, on_delete=models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="former_address_leads_to_one_person"),
        ]

    def __str__(self) -> str:
        return self.slug


class ServiceQuerySet(models.QuerySet["Service"]):
    def current(self) -> Self:
        return self.filter(ended_on__isnull=True)

    def on(self, day: date) -> Self:
        """Services that held on the day, as far as their dates are known."""
        return self.filter(
            Q(began_on__isnull=True) | Q(began_on__lte=day),
            Q(ended_on__isnull=True) | Q(ended_on__gte=day),
        )


class Service(models.Model):
    """A seat that a legislator holds or held; dates are empty where no source gives them."""

    legislator = models.ForeignKey(Legislator, on_delete=models.CASCADE, related_name="services")
    chamber = models.CharField(max_length=6, choices=Chamber)
    district = models.CharField(
        max_length=120, help_text="As in the table of districts: 7th Plymouth."
    )
    party = models.CharField(max_length=40, blank=True)
    began_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["legislator", F("ended_on").desc(nulls_first=True), "-began_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(chamber__in=Chamber.values), name="service_chamber_is_known"
            ),
            models.CheckConstraint(condition=~Q(district=""), name="service_names_its_district"),
            models.CheckConstraint(
                condition=Q(began_on__isnull=True)
                | Q(ended_on__isnull=True)
                | Q(ended_on__gte=F("began_on")),
                name="service_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["chamber", "district"],
                condition=Q(ended_on__isnull=True),
                name="seat_is_held_by_one_person",
            ),
            models.UniqueConstraint(
                fields=["legislator"],
                condition=Q(ended_on__isnull=True),
                name="legislator_holds_one_seat",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_chamber_display()}, {self.district}"
