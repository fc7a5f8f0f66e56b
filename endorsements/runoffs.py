"""Run-offs: where a contest's rule sends a tie to another vote, its draft is prepared.

Staff look at the draft, give it its dates and schedule it; nothing of it is public before.
"""

from collections.abc import Sequence
from itertools import chain, count
from typing import Any

from endorsements import alerts
from endorsements.mailings import planning
from endorsements.models import Candidate, Contest, Result, Round
from endorsements.tally.vocabulary import NO_ENDORSEMENT, TIE_RUN_OFF
from members import audit

PREFIX = "Run-off: "
SUFFIX = "-run-off"
# As the columns of a round have them.
TITLE_LENGTH = 120
SLUG_LENGTH = 50
# What is decided anew for another round, or stands for the row itself.
OF_THE_ROUND = ("id", "round", "run_off_of")
OF_THE_CANDIDATE = ("id", "contest", "is_withdrawn")
SETTINGS_KEPT = ("is_demo", "embargo_hours", "challenge_days", "counts_minimum", "records_minimum")


def prepare(voting_round: Round) -> Round | None:
    """Draft the run-off of all contests of a round that a tie left to one.

    Called in the transaction that publishes the round, so that there is one draft however often
    that is tried. Staff may change the draft, or delete it; it is not made again.

    Returns:
        The draft; None where nothing is tied, and after a rehearsal, of which nothing follows.
    """
    undecided = _undecided(voting_round)
    if voting_round.rehearsal or not undecided:
        return None
    draft = Round.objects.create(
        title=_cut(PREFIX + voting_round.title, TITLE_LENGTH),
        slug=_free_slug(voting_round.slug),
        summary=_summary(voting_round, undecided),
        **{name: getattr(voting_round, name) for name in SETTINGS_KEPT},
    )
    for result in undecided:
        _copy(result, draft)
    planning.plan_usual(draft.pk, by=None)
    audit.record("round.run_off_prepared", by=None, of=draft, run_off_of=voting_round.slug)
    alerts.tell_staff(draft, f"{draft.summary} Please look it over and give it its dates.")
    return draft


def round_before(voting_round: Round) -> Round | None:
    """The round whose ties this one is to settle; None for every other round."""
    return Round.objects.filter(contests__run_off__round=voting_round).first()


def _undecided(voting_round: Round) -> list[Result]:
    """Results of contests whose tie goes to a run-off.

    Of a contest too small for its numbers nobody may know who is tied, so none can be prepared.
    """
    results = Result.objects.filter(contest__round=voting_round, contest__ties=TIE_RUN_OFF)
    rows = results.select_related("contest").order_by("contest__position", "contest__pk")
    return [row for row in rows if row.numbers.get("tied")]


def _copy(result: Result, draft: Round) -> None:
    """The same contest again: those who are tied, and the seats that are left."""
    numbers, contest = result.numbers, result.contest
    tied = [key for key in numbers["tied"] if key != NO_ENDORSEMENT]
    again = Contest(
        **_values(contest, OF_THE_ROUND) | {"seats": contest.seats - len(numbers["winners"])},
        round=draft,
        run_off_of=contest,
    )
    if contest.most_marks is not None:
        again.most_marks = min(contest.most_marks, len(tied) + contest.has_no_endorsement)
    again.save()
    for candidate in contest.candidates.filter(key__in=tied):
        Candidate.objects.create(**_values(candidate, OF_THE_CANDIDATE), contest=again)


def _values(row: Contest | Candidate, left_out: Sequence[str]) -> dict[str, Any]:
    fields = [field for field in row._meta.concrete_fields if field.name not in left_out]
    return {field.attname: getattr(row, field.attname) for field in fields}


def _summary(voting_round: Round, undecided: Sequence[Result]) -> str:
    offices = " and ".join(str(result.contest) for result in undecided)
    return f"Run-off of “{voting_round.title}”, where a tie left open: {offices}."


def _free_slug(slug: str) -> str:
    """The slug with a suffix; with a number besides where staff have taken that already."""
    suffixes = chain([SUFFIX], (f"{SUFFIX}-{number}" for number in count(2)))
    slugs = (_cut(slug, SLUG_LENGTH, suffix) for suffix in suffixes)
    return next(free for free in slugs if not Round.objects.filter(slug=free).exists())


def _cut(text: str, longest: int, suffix: str = "") -> str:
    return text[: longest - len(suffix)] + suffix
