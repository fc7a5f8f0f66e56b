"""What the count leaves: cast vote records, results, and the files of the public record."""

import pgtrigger
from django.db import models

from endorsements.models import guards
from endorsements.models.contests import Contest
from endorsements.models.rounds import Round

_EVERY_CHANGE = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete


class CastRecord(models.Model):
    """One ballot's choice in one contest under its check code; no time, no slot, no member."""

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12)
    selection = models.TextField(blank=True)

    class Meta:
        ordering = ["contest", "code"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "code"], name="code_once_in_a_contest")
        ]
        triggers = [
            pgtrigger.Trigger(
                name="written_by_the_count",
                when=pgtrigger.Before,
                operation=_EVERY_CHANGE,
                func=guards.RECORD_OR_RESULT,
            )
        ]

    def __str__(self) -> str:
        return "cast vote record"


class Result(models.Model):
    """The public result of a contest, as hashed into the log; `numbers` is the whole of it."""

    contest = models.OneToOneField(Contest, on_delete=models.PROTECT, related_name="result")
    outcome = models.CharField(max_length=20)
    numbers = models.JSONField()

    class Meta:
        triggers = [
            pgtrigger.Trigger(
                name="written_by_the_count",
                when=pgtrigger.Before,
                operation=_EVERY_CHANGE,
                func=guards.RECORD_OR_RESULT,
            )
        ]

    def __str__(self) -> str:
        return f"{self.contest}: {self.outcome}"


class RecordFile(models.Model):
    """A file of the public record that does not grow: definition, roll, hashes, records, result."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    content = models.TextField()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["round", "name"], name="record_file_once_in_a_round")
        ]
        triggers = [
            pgtrigger.Trigger(
                name="written_once",
                when=pgtrigger.Before,
                operation=_EVERY_CHANGE,
                func=guards.WRITTEN_ONCE_FILE,
            )
        ]

    def __str__(self) -> str:
        return self.name
