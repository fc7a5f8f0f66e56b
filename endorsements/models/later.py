"""What became of an endorsement after the count: noted beside the result, which nothing changes."""

from itertools import product
from typing import Self

from django.db import models
from django.db.models import Q

from endorsements.models.contests import Contest
from endorsements.models.rounds import Round


class Later(models.TextChoices):
    WON = "won", "won"
    LOST = "lost", "lost"
    WITHDREW = "withdrew", "withdrew"
    RESCINDED = "rescinded", "rescinded by a round"
    SUPERSEDED = "superseded", "superseded by a round"
    CARRIED = "carried", "carried forward to the general election"
    NOT_CARRIED = "not_carried", "not carried forward to the general election"


class Stage(models.TextChoices):
    """Which election was won or lost; one may win the primary and lose the general election."""

    UNNAMED = "", "the election"
    PRIMARY = "primary", "the primary"
    GENERAL = "general", "the general election"
    SPECIAL = "special", "the special election"


AT_AN_ELECTION = (Later.WON, Later.LOST)
BY_A_ROUND = (Later.RESCINDED, Later.SUPERSEDED)
CARRYING = (Later.CARRIED, Later.NOT_CARRIED)


def phrase(state: str, election: str = "") -> str:
    """For example "won the primary"."""
    return f"{Later(state).label} {Stage(election).label}" if election else Later(state).label


# Everything that may be said, here and of endorsements from before the rounds of this site.
PHRASES = sorted(
    {phrase(state) for state in Later}
    | {phrase(*said) for said in product(AT_AN_ELECTION, Stage.values)}
)


class LaterStateQuerySet(models.QuerySet["LaterState"]):
    def that_stand(self) -> Self:
        """Those that nobody has taken back."""
        return self.filter(taken_back_at__isnull=True)


class LaterState(models.Model):
    """One dated mark on an endorsement of a round here. What was noted by mistake is taken back,
    with a reason, and stays."""

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="later_states")
    winner = models.SlugField(max_length=40, editable=False)
    state = models.CharField("what became of it", max_length=12, choices=Later)
    election = models.CharField(
        max_length=8, choices=Stage, blank=True, default="", help_text="For who won or lost."
    )
    on = models.DateField(help_text="The day on which it happened.")
    reason = models.TextField(
        help_text="On what this rests, for all to read: a source, a statement."
    )
    by_round = models.ForeignKey(
        Round,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="by which round",
        help_text="For what a round rescinded or superseded.",
    )
    taken_back_at = models.DateTimeField(null=True, editable=False)
    taken_back_because = models.TextField(blank=True, default="")

    objects = LaterStateQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=Later.values, election__in=Stage.values),
                name="later_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(election="") | Q(state__in=AT_AN_ELECTION),
                name="later_state_of_an_election_is_won_or_lost",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="later_state_says_why"),
            models.CheckConstraint(
                condition=Q(state__in=BY_A_ROUND, by_round__isnull=False)
                | (~Q(state__in=BY_A_ROUND) & Q(by_round__isnull=True)),
                name="later_state_by_a_round_names_it",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_because="")
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_because="")),
                name="later_state_taken_back_says_why",
            ),
            models.UniqueConstraint(
                fields=["contest", "winner", "state", "election"],
                condition=Q(taken_back_at__isnull=True),
                name="later_state_is_noted_once",
            ),
            models.UniqueConstraint(
                fields=["contest", "winner", "election"],
                condition=Q(taken_back_at__isnull=True, state__in=AT_AN_ELECTION),
                name="later_state_is_not_won_and_lost",
            ),
            models.UniqueConstraint(
                fields=["contest", "winner"],
                condition=Q(taken_back_at__isnull=True, state__in=CARRYING),
                name="later_state_is_not_carried_and_not_carried",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contest}, {self.winner}: {phrase(self.state, self.election)}"
