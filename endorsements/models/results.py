"""What the count leaves: cast vote records, results, and the files of the public record."""

from collections.abc import Iterator
from typing import Self

import pgtrigger
from django.db import connection, models
from django.db.models import Count

from endorsements.models import guards
from endorsements.models.contests import Contest
from endorsements.models.rounds import Round
from endorsements.tally.selections import BETWEEN_RANKS

ROWS_AT_A_TIME = 2000
_EVERY_CHANGE = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete


class CastRecordQuerySet(models.QuerySet["CastRecord"]):
    def of(self, contest: Contest) -> Self:
        return self.filter(contest=contest)

    def in_order(self) -> Iterator[tuple[str, str]]:
        """(check code, selection) in order of the codes, read some thousand rows at a time."""
        rows = self.order_by("code").values_list("code", "selection")
        return rows.iterator(ROWS_AT_A_TIME)

    def ranking_beyond(self, ranks: int) -> Iterator[str]:
        """Distinct selections that write more ranks than so many."""
        longer = self.filter(selection__regex=rf"({BETWEEN_RANKS}[^{BETWEEN_RANKS}]*){{{ranks}}}")
        return longer.order_by().values_list("selection", flat=True).distinct().iterator()

    def profile(self) -> dict[str, int]:
        """Selection to the number of records that say so: all that counting needs.

        Grouped by the database, so that memory follows the distinct selections, not the ballots.
        """
        grouped = self.order_by().values_list("selection").annotate(number=Count("*"))
        sql, parameters = grouped.query.sql_with_params()
        # A million ballots may come to a quarter of a million rows: the ORM doubles their time.
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return dict(cursor.fetchall())


class CastRecord(models.Model):
    """One ballot's choice in one contest under its check code; no time, no slot, no member."""

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12)
    selection = models.TextField(blank=True)

    objects = CastRecordQuerySet.as_manager()

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
