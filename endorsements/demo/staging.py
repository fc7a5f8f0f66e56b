"""Bringing a scripted round to the point where it takes ballots, by the commands that staff use."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from endorsements import custody, rounds
from endorsements.demo import elections, logins, season
from endorsements.demo.ledgers import RECORD_DAYS_AGO
from endorsements.demo.scripts import ContestScript, RoundScript
from endorsements.models import BallotQuestion, Candidate, Contest, KeyName, Office, Round
from endorsements.tally.presets import BY_KEY, rule_by
from members import audit
from members.models import Chapter


@transaction.atomic
def stage_draft(script: RoundScript) -> Round:
    """A draft without dates; or the round of that name, whatever has become of it."""
    return Round.objects.filter(slug=script.slug).first() or _write(script)


@transaction.atomic
def stage_open(script: RoundScript, *, closes_at: datetime, today: date) -> Round:
    """A round that has just opened; or the round of that name, whatever has become of it.

    All in one transaction: a load that is killed leaves an open round or none.
    """
    if found := Round.objects.filter(slug=script.slug).first():
        return found
    voting_round = _write(
        script,
        record_date=today - timedelta(days=RECORD_DAYS_AGO),
        opens_at=timezone.now(),
        closes_at=closes_at,
    )
    season.recommend(voting_round)
    rounds.schedule(voting_round.pk, by=logins.staff())
    for key in KeyName:
        custody.make_key(voting_round.pk, key)
    return rounds.open_voting(voting_round.pk)


def _write(script: RoundScript, **dates: date) -> Round:
    voting_round = Round.objects.create(
        slug=script.slug,
        title=script.title,
        summary=script.summary,
        challenge_days=script.challenge_days,
        chapter=Chapter.objects.get(name=script.of_chapter) if script.of_chapter else None,
        is_demo=True,
        **dates,
    )
    for position, contest in enumerate(script.contests, start=1):
        _write_contest(voting_round, contest, position)
    audit.record("round.added", by=logins.staff(), of=voting_round)
    return voting_round


def _write_contest(voting_round: Round, script: ContestScript, position: int) -> None:
    contest = Contest(
        round=voting_round,
        key=script.key,
        office=script.office,
        district=script.district,
        position=position,
        chapter=Chapter.objects.get(name=script.chapter) if script.chapter else None,
        **_rows(script),
        **script.rule,
    )
    contest.take_words()
    if script.preset:
        contest.take_rule(rule_by(BY_KEY[script.preset], seats=script.seats))
    contest.save()
    Candidate.objects.bulk_create(
        Candidate(contest=contest, **candidate) for candidate in script.candidates
    )


def _rows(script: ContestScript) -> dict[str, Any]:
    """The election, and the office or question, that the contest is for."""
    if not script.is_public:
        return {}
    at = elections.invented(timezone.localdate())
    if script.question:
        texts = {name: text.strip() for name, text in script.question.items()}
        asked, _ = BallotQuestion.objects.get_or_create(
            election=at, number=texts.pop("number"), defaults=texts
        )
        return {"for_question": asked}
    office, _ = Office.objects.get_or_create(title=script.office, district=script.district)
    return {"for_office": office, "at_election": at}
