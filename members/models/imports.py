"""An import: one file of an outside system on its way onto the ledger, or onto it and off again."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class ImportStatus(models.TextChoices):
    RECEIVED = "received", "waiting to be read"
    UNREADABLE = "unreadable", "not readable"
    PREVIEWED = "previewed", "previewed, not applied"
    ORDERED = "ordered", "being applied"
    APPLIED = "applied", "applied"
    RECALLED = "recalled", "being undone"
    UNDONE = "undone", "undone"


# What a worker has to do with an import, and to where it moves then.
DUE = [ImportStatus.RECEIVED, ImportStatus.ORDERED, ImportStatus.RECALLED]
LOOKED_THROUGH = [ImportStatus.APPLIED, ImportStatus.RECALLED]
# What five workers could not finish, the sixth will not.
MOST_ATTEMPTS = 5


class ImportQuerySet(models.QuerySet["Import"]):
    def due(self) -> Self:
        return self.filter(status__in=DUE, attempts__lt=MOST_ATTEMPTS).order_by("pk")

    def given_up(self) -> Self:
        """What no worker could finish."""
        return self.filter(status__in=DUE, attempts__gte=MOST_ATTEMPTS)

    def needing_a_look(self) -> Self:
        """What came by itself, with refused lines that nobody has looked through."""
        return self.filter(needs_a_look=True)


class Import(models.Model):
    """A file as it came, and what became of it. Only `members.imports` changes it.

    `counts` has the keys new, unchanged, changed, refused, foreign, gained and lost. `refusals` is
    a list of [line, reason]; `outcomes` a list of {member, name, before, after, is_good, is_new}
    for those whose standing the import changes. `people` says what was done to members who were
    there before, so that it can be undone.
    """

    source = models.SlugField(max_length=30, db_index=False)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField(help_text="The file as it came, compressed with gzip.")
    status = models.CharField(
        max_length=10, choices=ImportStatus, default=ImportStatus.RECEIVED, db_index=True
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    received_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, help_text="When it was applied or undone last.")
    counts = models.JSONField(default=dict)
    refusals = models.JSONField(default=list)
    outcomes = models.JSONField(default=list)
    people = models.JSONField(default=dict)
    problem = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(
        default=0, help_text="How often a worker has begun what is due now."
    )
    needs_a_look = models.BooleanField(
        default=False, help_text="Lines were refused, and nobody has looked at them."
    )

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(needs_a_look=True), name="imports_needing_a_look"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ImportStatus.values), name="import_status_is_known"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="import_names_its_source"),
            models.CheckConstraint(
                condition=Q(status=ImportStatus.UNREADABLE, problem__gt="")
                | (~Q(status=ImportStatus.UNREADABLE) & Q(problem="")),
                name="import_that_is_unreadable_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ImportStatus.APPLIED, ImportStatus.UNDONE])
                | Q(settled_at__isnull=False),
                name="import_once_applied_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(needs_a_look=False) | Q(status__in=LOOKED_THROUGH),
                name="import_that_needs_a_look_was_applied",
            ),
        ]

    @property
    def is_given_up(self) -> bool:
        return self.status in DUE and self.attempts >= MOST_ATTEMPTS

    def __str__(self) -> str:
        return f"{self.file_name} ({self.source}, {self.pk})"
