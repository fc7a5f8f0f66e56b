"""Ballots on paper as they are entered after the close, until they are counted.

Whose a ballot is stands nowhere: a sheet's code is drawn when it is printed, and nobody notes who
takes which sheet. What it says is sealed for the tally worker, like every other ballot.
"""

import pgtrigger
from django.db import models

from endorsements.models import guards
from endorsements.models.rounds import Round
from members.models import User


class PaperEntry(models.Model):
    """One reading of one sheet by one person; another has to read the same.

    Args:
        sheet: a digest of the code on the sheet, which itself is stored nowhere.
        marks: contest key to a digest of the sheet's code and the selection: it tells whether two
            readings agree, and nothing to whoever does not hold the sheet.
        sealed: an inner ballot, for the tally worker alone.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    sheet = models.BinaryField(max_length=32)
    style = models.CharField(max_length=8)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    marks = models.JSONField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "sheet", "by"], name="paper_entry_once_by_a_person"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="after_the_close",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=guards.PAPER_AFTER_THE_CLOSE,
            )
        ]

    def __str__(self) -> str:
        return "entry of a ballot on paper"
