"""Who of the staff looked at whose personal data. No names: members may ask to be forgotten."""

from datetime import timedelta
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.models.people import Member

LABEL_LENGTH = 254
LONGEST_TERM = 200
FEWEST_DAYS_KEPT = 90


class LookPage(models.TextChoices):
    PERSON = "person", "page of a person"
    ENTRY = "entry", "an entry of the ledger"
    LOGIN = "login", "page of a login"
    MERGE = "merge", "two entries side by side"
    SEARCH = "search", "a search"
    EXPORT = "export", "an export"


OF_MANY = [LookPage.SEARCH, LookPage.EXPORT]


class LookQuerySet(models.QuerySet["Look"]):
    def at_person(self, member: Member) -> Self:
        """Looks at any row of this person, latest first."""
        rows = Member.objects.rows_of(member).order_by().values("pk")
        return self.filter(member_id__in=rows)

    def older_than(self, days: int) -> Self:
        return self.filter(at__lt=timezone.now() - timedelta(days=days))


class Look(models.Model):
    """One page that a staff member opened; the database refuses to change it, and to delete it
    before a season has passed.

    `member_id` and `login_id` say whose data it was. Searches and exports are of many people: they
    have the words searched for instead.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    by_id = models.BigIntegerField()
    by_label = models.CharField("who", max_length=LABEL_LENGTH)
    page = models.CharField(max_length=8, choices=LookPage)
    member_id = models.BigIntegerField(null=True)
    login_id = models.BigIntegerField(null=True)
    term = models.CharField("searched for", max_length=LONGEST_TERM, blank=True)

    objects = LookQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(
                fields=["member_id", "-at"],
                condition=Q(member_id__isnull=False),
                name="looks_at_a_member",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(page__in=LookPage.values), name="look_page_is_known"
            ),
            models.CheckConstraint(condition=~Q(by_label=""), name="look_names_who_looked"),
            models.CheckConstraint(
                condition=Q(page__in=OF_MANY)
                | Q(member_id__isnull=False)
                | Q(login_id__isnull=False),
                name="look_says_at_whom",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="looks_are_never_changed", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="looks_are_kept_for_a_season",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=f"""
                    IF OLD.at > now() - interval '{FEWEST_DAYS_KEPT} days' THEN
                        RAISE EXCEPTION 'looks_are_kept_for_a_season'
                        USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN OLD;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by_label}: {self.get_page_display()}"
