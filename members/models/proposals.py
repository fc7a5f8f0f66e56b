"""What one person proposed and another one has to confirm, with its reason and its end.

Rows outlive what they are about, so they name it in words and by number, as the trail does.
"""

from datetime import datetime, timedelta
from typing import Self

import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from members.models.audit_events import LABEL_LENGTH
from members.models.users import User

LAPSES_AFTER = timedelta(hours=24)


class ProposalState(models.TextChoices):
    OPEN = "open", "waits for another person"
    CONFIRMED = "confirmed", "confirmed and done"
    REFUSED = "refused", "refused"
    WITHDRAWN = "withdrawn", "withdrawn"


BY_ANOTHER = [ProposalState.CONFIRMED, ProposalState.REFUSED]
# What was proposed is what is confirmed. A key alone may go, to make room once it has lapsed.
SETTLED_ONCE = """
    IF TG_OP = 'DELETE' OR OLD.state <> 'open'
        OR (NEW.act, NEW.object_type, NEW.object_id, NEW.object_label, NEW.parameters,
            NEW.reason, NEW.proposed_by_id, NEW.proposed_at)
        IS DISTINCT FROM
        (OLD.act, OLD.object_type, OLD.object_id, OLD.object_label, OLD.parameters,
            OLD.reason, OLD.proposed_by_id, OLD.proposed_at)
    THEN
        RAISE EXCEPTION 'a proposal stays as it was made and is settled once';
    END IF;
    RETURN NEW;
"""


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def waiting(self) -> Self:
        """Open ones that have not lapsed, by the database's clock."""
        return self.filter(state=ProposalState.OPEN, proposed_at__gt=Now() - LAPSES_AFTER)

    def lapsed(self) -> Self:
        """Those that nobody settled within their day."""
        return self.filter(state=ProposalState.OPEN, proposed_at__lte=Now() - LAPSES_AFTER)

    def about(self, thing: models.Model) -> Self:
        return self.filter(object_type=thing._meta.label_lower, object_id=str(thing.pk))


class Proposal(models.Model):
    """One act on one thing. Only `members.proposals` writes here."""

    act = models.CharField(max_length=60)
    object_type = models.CharField(max_length=100)
    object_id = models.CharField(max_length=64)
    object_label = models.CharField("about", max_length=LABEL_LENGTH)
    parameters = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    once = models.CharField(
        max_length=120, blank=True, help_text="What must not wait twice under the same act."
    )
    reason = models.TextField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=9, choices=ProposalState, default=ProposalState.OPEN)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    remark = models.TextField(blank=True, help_text="Why it was refused.")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ProposalState.values), name="proposal_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(act="") & ~Q(object_type="") & ~Q(object_id=""),
                name="proposal_names_an_act_and_a_thing",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="proposal_gives_a_reason"),
            models.CheckConstraint(
                condition=Q(
                    state=ProposalState.OPEN, settled_by__isnull=True, settled_at__isnull=True
                )
                | (
                    ~Q(state=ProposalState.OPEN)
                    & Q(settled_by__isnull=False, settled_at__isnull=False)
                ),
                name="proposal_once_settled_says_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=BY_ANOTHER) | ~Q(settled_by=F("proposed_by")),
                name="proposal_is_answered_by_another_person",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.WITHDRAWN) | Q(settled_by=F("proposed_by")),
                name="proposal_is_withdrawn_by_who_made_it",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.CONFIRMED)
                | Q(settled_at__lt=F("proposed_at") + LAPSES_AFTER),
                name="proposal_is_confirmed_within_its_day",
            ),
            models.UniqueConstraint(
                fields=["act", "once"],
                condition=Q(state=ProposalState.OPEN) & ~Q(once=""),
                name="proposal_waits_once",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="stays_as_it_was_made",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=SETTLED_ONCE,
            )
        ]

    def __str__(self) -> str:
        return f"{self.act}: {self.object_label}"

    @property
    def lapses_at(self) -> datetime:
        """From then on nothing confirms it any more."""
        return self.proposed_at + LAPSES_AFTER
