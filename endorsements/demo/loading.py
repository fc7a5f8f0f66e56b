"""The whole demo organisation, stage by stage; what an earlier load has done is left alone."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from endorsements.demo import logins, past, people, questions, season
from endorsements.demo.casting_day import cast_script, electorate_of
from endorsements.demo.scripts import script
from endorsements.demo.seed import dice
from endorsements.demo.staging import stage_draft, stage_open
from endorsements.models import Round, RoundStatus

DAYS_LEFT = 12
CLOSING_HOUR = 20
# What a ballot is taken to cost where nothing was measured, in seconds.
USUAL_PACE = 0.02


def load(seed: int) -> Round:
    """Load what is missing and return the round that is to be certified."""
    today = timezone.localdate()
    past.load()
    people.load(seed, today)
    logins.load()
    stage_draft(script("draft"))
    pace = _load_open_round(seed, today)
    voting_round = _load_certified_round(seed, today, pace or USUAL_PACE)
    _load_chapters_round(seed, today)
    season.close_and_announce(voting_round)
    return voting_round


def _load_open_round(seed: int, today: date) -> float:
    """Returns the seconds that a ballot took, 0 when there was none to cast."""
    plan = script("open")
    voting_round = stage_open(plan, closes_at=closing_time(timezone.localtime()), today=today)
    if voting_round.status != RoundStatus.OPEN:
        return 0
    questions.ask(voting_round)
    season.discuss(voting_round, seed)
    electorate = electorate_of(voting_round, knows_logins=True)
    return cast_script(voting_round, plan, electorate, dice(seed, plan.slug))


def _load_certified_round(seed: int, today: date, pace: float) -> Round:
    """It closes seconds after its ballots are cast; closing and counting are the workers'."""
    plan = script("certified")
    seconds = 4 + 1.5 * pace * (plan.voters + plan.changed)
    closes_at = timezone.now() + timedelta(seconds=seconds)
    voting_round = stage_open(plan, closes_at=closes_at, today=today)
    if voting_round.status == RoundStatus.OPEN:
        electorate = electorate_of(voting_round, knows_logins=False)
        cast_script(voting_round, plan, electorate, dice(seed, plan.slug))
        season.give_reasons(voting_round, seed)
    return voting_round


def _load_chapters_round(seed: int, today: date) -> None:
    """A chapter decides about a race that everybody decides about, too. No login has voted."""
    plan = script("chapter")
    voting_round = stage_open(plan, closes_at=closing_time(timezone.localtime()), today=today)
    if voting_round.status == RoundStatus.OPEN:
        electorate = electorate_of(voting_round, knows_logins=True)
        nobody = replace(electorate, willing=(), waiting={*electorate.willing, *electorate.waiting})
        cast_script(voting_round, plan, nobody, dice(seed, plan.slug))


def closing_time(now: datetime) -> datetime:
    """The first evening that leaves whole `DAYS_LEFT` days to vote."""
    evening = now.replace(hour=CLOSING_HOUR, minute=0, second=0, microsecond=0)
    evening += timedelta(days=DAYS_LEFT)
    return evening if evening - now >= timedelta(days=DAYS_LEFT) else evening + timedelta(days=1)
