"""What members said they do not want to be written about. `mail_choices.py` keeps and heeds it."""

from django.db import models
from django.db.models import Q

from members.models.people import Member


class MailSubject(models.TextChoices):
    """Mails that may be refused. Receipts, log-in codes and warnings have no subject here."""

    REMINDERS = "reminders", "Votes that are open, and dues that run out"
    RESULTS = "results", "Results and news of endorsements"


class MailRefusal(models.Model):
    """A member wants no mail about this."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=12, choices=MailSubject)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "subject"], name="mail_about_something_is_refused_once"
            ),
            models.CheckConstraint(
                condition=Q(subject__in=MailSubject.values), name="mail_refusal_subject_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"no mail about {self.subject}"
