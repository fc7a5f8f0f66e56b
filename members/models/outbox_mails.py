"""Mail that a transaction has decided to send. `outbox.py` writes and hands over."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

MOST_ATTEMPTS = 12


class OutboxMailQuerySet(models.QuerySet["OutboxMail"]):
    def waiting(self) -> Self:
        return self.filter(sent_at__isnull=True)

    def due(self, at: datetime) -> Self:
        """Mails to try now, those that have waited longest first."""
        due = self.waiting().filter(due_at__lte=at, attempts__lt=MOST_ATTEMPTS)
        return due.order_by("due_at", "pk")

    def given_up(self) -> Self:
        return self.waiting().filter(attempts__gte=MOST_ATTEMPTS)


class OutboxMail(models.Model):
    """One mail to one address, in plain text."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    kind = models.SlugField(max_length=40, blank=True, db_index=False)
    key = models.CharField(
        max_length=120, blank=True, help_text="A mail with the same key is put once."
    )
    forget = models.BooleanField(
        default=False, help_text="Delete the row as soon as the mail is handed over."
    )
    unsubscribe = models.URLField(
        max_length=400, blank=True, help_text="Where one press stops mails of this kind."
    )
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=60, blank=True)

    objects = OutboxMailQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(sent_at=None), name="outbox_mails_waiting")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=~Q(key=""), name="outbox_mail_key_is_put_once"
            ),
            models.CheckConstraint(condition=~Q(to=""), name="outbox_mail_has_a_recipient"),
            models.CheckConstraint(
                condition=~Q(subject="") & ~Q(subject__contains="\n") & ~Q(subject__contains="\r"),
                name="outbox_mail_subject_is_one_line",
            ),
            models.CheckConstraint(
                condition=Q(forget=False) | Q(sent_at__isnull=True),
                name="outbox_mail_to_forget_is_not_kept_once_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind or 'mail'} {self.pk}"
