"""Workbooks as they came, and what staff answered about people whom they name badly."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from scorecard.models.people import Legislator
from scorecard.models.sessions import Session


class ImportStatus(models.TextChoices):
    RECEIVED = "received", "waiting to be read"
    READY = "ready", "read, to be looked through"
    APPLIED = "applied", "applied"
    UNDONE = "undone", "undone"
    UNREADABLE = "unreadable", "could not be read"


class WorkbookImportQuerySet(models.QuerySet["WorkbookImport"]):
    def under_way(self) -> Self:
        """Neither applied nor given up."""
        return self.filter(status__in=[ImportStatus.RECEIVED, ImportStatus.READY])

    def applied_last_first(self) -> Self:
        return self.filter(status=ImportStatus.APPLIED).order_by("-applied_at", "-pk")


class WorkbookImport(models.Model):
    """One file for one session. What is stored of a session is what the import applied last
    says, together with the answers; undoing it applies the one before it again."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content, hexadecimal.")
    status = models.CharField(
        max_length=10, choices=ImportStatus, default=ImportStatus.RECEIVED, editable=False
    )
    report = models.JSONField(default=dict, help_text="What was found, by sheet and cell.")
    received_at = models.DateTimeField(default=timezone.now, editable=False)
    applied_at = models.DateTimeField(null=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = WorkbookImportQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ImportStatus.values), name="workbook_import_status_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(status=ImportStatus.APPLIED) | Q(applied_at__isnull=False),
                name="applied_workbook_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class Answer(models.Model):
    """Who is meant by a number and a name of a session's sheets; nobody, where none can be said.

    `sheet` is empty where the answer holds for all sheets of the session.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="answers")
    sheet = models.CharField(max_length=20, blank=True)
    written_number = models.CharField(max_length=120, blank=True)
    written_name = models.CharField(max_length=200)
    legislator = models.ForeignKey(
        Legislator, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["session", "sheet", "written_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "sheet", "written_number", "written_name"],
                name="answer_is_given_once",
            ),
        ]

    def __str__(self) -> str:
        return self.written_name
