"""Who observes rounds for others: candidates, members, the press; they read, and change nothing."""

from typing import Self

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from endorsements.models.rounds import Round
from members.models import User


class ObserverQuerySet(models.QuerySet["Observer"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def of_user(self, user: User | AnonymousUser) -> Self:
        """The active observers whose address this login has verified."""
        if user.pk is None or not user.is_active:
            return self.none()
        verified = EmailAddress.objects.filter(user_id=user.pk, verified=True)
        return self.active().filter(email__in=verified.values(lower=Lower("email")))


class Observer(models.Model):
    """A named person who gets every checkpoint by mail and may open the observers' page."""

    name = models.CharField(max_length=120)
    speaks_for = models.CharField(
        "for whom", max_length=120, blank=True, help_text="A candidate, a chapter, a newspaper."
    )
    email = models.EmailField(
        unique=True,
        help_text="Checkpoints go there. Who logs in with this address sees the observers' page.",
    )
    is_active = models.BooleanField(default=True, help_text="Untick instead of deleting.")

    objects = ObserverQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="observer_has_a_name"),
            models.CheckConstraint(
                condition=Q(email=Lower(F("email"))), name="observer_address_is_in_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, for {self.speaks_for}" if self.speaks_for else self.name


class MailedCheckpoint(models.Model):
    """The last checkpoint of a round that was mailed to an address, so that none is left out."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField()
    seq = models.BigIntegerField(help_text="-1 before the first mail.")
    hour = models.CharField(max_length=10, help_text="UTC, of the last mail.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "email"], name="checkpoints_are_mailed_once_to_an_address"
            )
        ]

    def __str__(self) -> str:
        return f"checkpoint {self.seq}"
