"""What still bars a step, in sentences: the admin shows the very list the command refuses with."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from endorsements import log
from endorsements.clock import database_now
from endorsements.mailings import planning
from endorsements.models import Contest, KeyEvent, KeyEventKind, KeyName, Round, RoundStatus
from endorsements.protocol.digests import definition_digest
from endorsements.roll import Electorate, electorate_of, styles_of, voters_per_contest
from endorsements.tally.possible import possible_ballots
from endorsements.tally.results import FORMS_WITHOUT_PATTERNS
from endorsements.tally.vocabulary import (
    FORMS_WITHOUT_NO_ENDORSEMENT,
    PER_CANDIDATE,
    RANKED_FORMS,
    SCORE,
    STV,
)
from members import single_handed
from members.models import StandingRules

RESTORED = (
    "The checkpoints kept outside the database say more than its log: an older backup was "
    "restored. Please set up a new round."
)


def obstacles_to_scheduling(voting_round: Round, electorate: Electorate | None = None) -> list[str]:
    """Why a draft cannot be scheduled yet; empty when it can.

    Args:
        electorate: as `roll` gives it, when the caller has it already.
    """
    obstacles = _missing_times(voting_round) + _unready_contests(voting_round)
    obstacles += _too_open_settings(voting_round) + planning.unread(voting_round)
    obstacles += _contests_of_other_chapters(voting_round)
    if voting_round.record_date is None:
        return obstacles
    voters = electorate_of(voting_round) if electorate is None else electorate
    return obstacles + _too_few_voters(voting_round, voters) + _keys_being_destroyed(voting_round)


def _contests_of_other_chapters(voting_round: Round) -> list[str]:
    if voting_round.chapter is None:
        return []
    others = voting_round.contests.exclude(chapter=None).exclude(chapter=voting_round.chapter_id)
    return [
        f"{contest} is for {contest.chapter}; the round is one of {voting_round.chapter} alone."
        for contest in others.select_related("chapter")
    ]


def _missing_times(voting_round: Round) -> list[str]:
    obstacles = []
    if voting_round.record_date is None:
        obstacles.append("The round has no record date.")
    if voting_round.opens_at is None or voting_round.closes_at is None:
        obstacles.append("The round has no opening and closing time.")
        return obstacles
    if voting_round.closes_at <= voting_round.opens_at:
        obstacles.append("The round closes before it opens.")
    if voting_round.closes_at <= database_now():
        obstacles.append("The closing time has passed.")
    return obstacles + _record_date_too_late(voting_round)


def _record_date_too_late(voting_round: Round) -> list[str]:
    """The record date comes before the opening, by as many days as the standing rules say."""
    if voting_round.record_date is None or voting_round.opens_at is None:
        return []
    opening = timezone.localdate(voting_round.opens_at)
    days = (opening - voting_round.record_date).days
    if days < 0:
        return ["The record date is after the opening."]
    fewest = StandingRules.objects.in_force_on(voting_round.record_date).record_days
    if days >= fewest:
        return []
    unit = "day" if fewest == 1 else "days"
    last = f"{opening - timedelta(days=fewest):%-d %B %Y}"
    return [
        f"The record date must be {fewest} {unit} before the opening at least: {last} or earlier."
    ]


def _too_open_settings(voting_round: Round) -> list[str]:
    """Settings of a round may guard secrecy more than the organisation's own, never less."""
    if voting_round.rehearsal or voting_round.is_demo:
        return []
    obstacles = []
    if voting_round.counts_minimum < settings.SMALLEST_COUNTS_MINIMUM:
        fewest = settings.SMALLEST_COUNTS_MINIMUM
        obstacles.append(f"Numbers may be published from {fewest} ballots on at the earliest.")
    if voting_round.records_minimum < settings.SMALLEST_RECORDS_MINIMUM:
        fewest = settings.SMALLEST_RECORDS_MINIMUM
        obstacles.append(f"Records may be published from {fewest} ballots on at the earliest.")
    if voting_round.challenge_days < settings.FEWEST_CHALLENGE_DAYS:
        days = settings.FEWEST_CHALLENGE_DAYS
        unit = "day" if days == 1 else "days"
        obstacles.append(f"The shortest challenge window is {days} {unit}.")
    return obstacles


def _unready_contests(voting_round: Round) -> list[str]:
    rows = voting_round.contests.select_related("at_election", "round")
    contests = list(rows.prefetch_related("candidates"))
    if not contests:
        return ["The round has no contest."]
    return [sentence for contest in contests for sentence in _unready(contest)]


def _unready(contest: Contest) -> list[str]:
    candidates, late = list(contest.candidates.all()), _ends_too_late(contest)
    if contest.is_question:
        asked = [f"{contest} is a ballot question and has candidates."] if candidates else []
        return asked + late
    if not candidates:
        return [f"{contest} has no candidate.", *late]
    sentences = late + [
        f"{contest} names {name} more than once."
        for name, times in Counter(candidate.name for candidate in candidates).items()
        if times > 1
    ]
    if len(candidates) == 1 and not _can_refuse_everybody(contest):
        sentences.append(f"{contest} has one candidate and no other choice.")
    return sentences


def _ends_too_late(contest: Contest) -> list[str]:
    """A vote that ends when the public has elected comes too late for anybody."""
    at, closes_at = contest.at_election, contest.round.closes_at
    if at is None or closes_at is None or timezone.localdate(closes_at) < at.day:
        return []
    return [f"Voting on {contest} must end before the day of the election: {at}."]


def _can_refuse_everybody(contest: Contest) -> bool:
    """Whether a ballot can be marked so that it is for nobody."""
    if contest.has_no_endorsement or contest.form in FORMS_WITHOUT_NO_ENDORSEMENT:
        return True
    return contest.form == SCORE and contest.threshold is not None


def things_to_consider(voting_round: Round, electorate: Electorate) -> list[str]:
    """What bars nothing, and yet may not be meant; empty once the contests are as usual."""
    numbers = voters_per_contest(electorate)
    sentences = [
        sentence
        for contest in voting_round.contests.prefetch_related("candidates")
        for sentence in [*_unusual(contest), *_without_records(contest, numbers)]
    ]
    return sentences + planning.unplanned(voting_round) + _changed_single_handed()


def _changed_single_handed() -> list[str]:
    """What one person could change of who may vote, since the last roll that led to a result.

    Not since the last roll of all: with a round that is scheduled for nothing it would be short.
    """
    frozen = Round.objects.filter(published_at__isnull=False, rehearsal=False, is_demo=False)
    last = frozen.order_by("frozen_at").last()
    since = f"the roll of “{last}” was frozen" if last else "the beginning"
    return [
        f"Changed by single people of the staff since {since}: {change}"
        for change in single_handed.changes_since(last.frozen_at if last else None)
    ]


def _without_records(contest: Contest, voters: Mapping[str, int]) -> list[str]:
    """Contests whose single ballots will not be published, even if everybody votes."""
    may_have_records = settings.PUBLISH_PATTERNS or contest.form in FORMS_WITHOUT_PATTERNS
    ways, voters_here = possible_ballots(contest.as_rule()), voters.get(contest.key, 0)
    if may_have_records or ways <= voters_here or not contest.answers():
        return []
    return [
        f"{contest} can be marked in {ways:,} ways by {_members(voters_here)}: its single ballots "
        "will not be published, and voters get no check code for it."
    ]


def _unusual(contest: Contest) -> list[str]:
    candidates = len(contest.answers())
    sentences = []
    if contest.form == STV and 0 < candidates <= contest.seats:
        sentences.append(f"{contest} endorses up to {contest.seats}, which is all its candidates.")
    elif contest.seats > candidates > 0 and contest.form != PER_CANDIDATE:
        sentences.append(f"{contest} endorses up to {contest.seats} and has fewer candidates.")
    if contest.most_marks and contest.most_marks < contest.seats:
        sentences.append(
            f"{contest} endorses up to {contest.seats}, but a ballot may mark no more than "
            f"{contest.most_marks}."
        )
    if contest.threshold is None and contest.form not in RANKED_FORMS:
        sentences.append(f"{contest} has no threshold: the most votes win, however few.")
    return sentences


def _too_few_voters(voting_round: Round, voters: Electorate) -> list[str]:
    fewest = voting_round.records_minimum
    why = f"; a ballot stays secret only among {fewest} or more."
    if voting_round.rehearsal:
        fewest = 1
        why = "; in a rehearsal staff vote, those of them who are members in good standing."
    numbers = voters_per_contest(voters)
    obstacles = [
        f"{contest} has {_members(numbers.get(contest.key, 0))} who may vote in it{why}"
        for contest in voting_round.contests.all()
        if numbers.get(contest.key, 0) < fewest
    ]
    offices = {contest.key: str(contest) for contest in voting_round.contests.all()}
    for contests in styles_of(voters).values():
        if voters[contests] < fewest:
            names = " and ".join(offices[key] for key in contests)
            obstacles.append(
                f"{_members(voters[contests])} would get a ballot with just {names}{why}"
            )
    return obstacles


def _members(number: int) -> str:
    return "1 member" if number == 1 else f"{number} members"


def _keys_being_destroyed(voting_round: Round) -> list[str]:
    if undestroyed(voting_round):
        return ["The keys of an earlier scheduling are still being destroyed; wait a few seconds."]
    return []


def undestroyed(voting_round: Round) -> list[str]:
    """Names of keys that were made for the round and not destroyed, oldest first."""
    events = KeyEvent.objects.filter(round=voting_round)
    gone = {
        (key, bytes(public))
        for key, public in events.filter(event=KeyEventKind.DESTROYED).values_list("key", "public")
    }
    made = events.filter(event=KeyEventKind.MADE).values_list("key", "public")
    return [key for key, public in made if (key, bytes(public)) not in gone]


# What else must be done before a round may open: other parts add theirs when the app starts. Each
# answers in sentences, and with none where nothing is left to do.
before_opening: list[Callable[[Round], list[str]]] = []


def obstacles_to_opening(voting_round: Round, now: datetime) -> list[str]:
    """Why a scheduled round cannot open yet; empty when it can."""
    obstacles = [
        f"The {name} key has not been made and proved yet; the {worker} does that."
        for name, worker in (
            (KeyName.SIGNING, "default worker"),
            (KeyName.MIX, "mix worker"),
            (KeyName.TALLY, "tally worker"),
        )
        if not _is_proved(voting_round, name)
    ]
    if log.is_behind_its_checkpoints(voting_round.id):
        obstacles.append(RESTORED)
    if not voting_round.roll_count:
        obstacles.append("Nobody is on the roll.")
    if voting_round.closes_at is None or voting_round.closes_at <= now:
        obstacles.append("The closing time has passed.")
    if definition_digest(voting_round.definition or {}) != bytes(
        voting_round.definition_hash or b""
    ):
        obstacles.append("The stored definition is not the one that was frozen.")
    return obstacles + [sentence for asks in before_opening for sentence in asks(voting_round)]


# Of a held round: which keys the rest of its life needs, by where it was held from.
KEYS_NEEDED = {
    RoundStatus.OPEN.value: tuple(KeyName),
    RoundStatus.CLOSED.value: tuple(KeyName),
    RoundStatus.MIXED.value: (KeyName.SIGNING, KeyName.TALLY),
    RoundStatus.COUNTED.value: (KeyName.SIGNING,),
    RoundStatus.PUBLISHED.value: (KeyName.SIGNING,),
}


def obstacles_to_release(voting_round: Round) -> list[str]:
    """Why a held round cannot go on, as far as keys and backups tell."""
    obstacles = [
        f"The {name} key has not been proved since the round was held; its worker tries every "
        "minute."
        for name in KEYS_NEEDED[voting_round.held_from]
        if not _is_proved(voting_round, name, since=voting_round.held_at)
    ]
    if log.is_behind_its_checkpoints(voting_round.id):
        obstacles.append(RESTORED)
    return obstacles


def _is_proved(voting_round: Round, name: KeyName, since: datetime | None = None) -> bool:
    public = getattr(voting_round, f"{name}_key")
    proved = KeyEvent.objects.filter(round=voting_round, key=name, event=KeyEventKind.PROVED)
    if since is not None:
        proved = proved.filter(at__gte=since)
    return public is not None and proved.filter(public=public).exists()
