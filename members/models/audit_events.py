"""The trail of staff acts. Rows outlive what they describe, so they hold no foreign keys."""

from typing import Self

import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

LABEL_LENGTH = 254


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def about(self, thing: models.Model) -> Self:
        return self.filter(object_type=thing._meta.label_lower, object_id=str(thing.pk))


class AuditEvent(models.Model):
    """Who did what to which thing, and when; the database refuses to change or delete it."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    action = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True, blank=True)
    actor_label = models.CharField(max_length=LABEL_LENGTH)
    object_type = models.CharField(max_length=100)
    object_id = models.CharField(max_length=64)
    object_label = models.CharField(max_length=LABEL_LENGTH)
    detail = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="audit_events_about_a_thing")
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(action=""), name="audit_event_names_an_action"),
            models.CheckConstraint(condition=~Q(actor_label=""), name="audit_event_names_an_actor"),
            models.CheckConstraint(
                condition=~Q(object_type="") & ~Q(object_id=""), name="audit_event_names_a_thing"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="trail_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.object_label}"
