"""Looking into a challenge, answering it by two people, and what is left of it afterwards."""

from collections import Counter
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from endorsements import alerts, log, rounds
from endorsements.clock import database_now
from endorsements.errors import ChallengeRefused
from endorsements.models import Challenge, ChallengeState, Finding, RollEntry, Round
from members import audit, outbox
from members.models import MemberAddress, User

NEAR = timedelta(days=1)


@transaction.atomic
def take_on(challenge_id: int, *, by: User) -> Challenge:
    """Become the one who looks into it; somebody else may take it over."""
    challenge = _locked(challenge_id)
    if challenge.state == ChallengeState.ANSWERED:
        raise ChallengeRefused("This challenge is answered.")
    challenge.state, challenge.owner = ChallengeState.LOOKING, by
    challenge.save(update_fields=["state", "owner"])
    audit.record("challenge.taken_on", by=by, of=challenge.round, challenge=challenge.pk)
    return challenge


def require_answer(challenge: Challenge) -> None:
    """Refuse what nobody looks into, what is answered, and what is still being opened."""
    if challenge.state != ChallengeState.LOOKING:
        raise ChallengeRefused("Somebody has to look into a challenge before it is answered.")
    if challenge.is_opening and challenge.is_found is None:
        raise ChallengeRefused("The worker has not opened the ballot yet.")


@transaction.atomic
def answer(
    challenge_id: int, *, finding: str, words: str, by: User, proposed_by: User
) -> Challenge:
    """Say what was found; the challenger is told by mail that there is an answer."""
    both = rounds.two_people(by, proposed_by)
    challenge = _locked(challenge_id)
    require_answer(challenge)
    challenge.state, challenge.finding = ChallengeState.ANSWERED, Finding(finding).value
    challenge.answer, challenge.answered_at = words.strip(), database_now()
    challenge.save(update_fields=["state", "finding", "answer", "answered_at"])
    said = {"challenge": challenge.pk, "finding": challenge.finding}
    audit.record("challenge.answered", by=by, of=challenge.round, **said, **both)
    _tell(challenge)
    return challenge


def _locked(challenge_id: int) -> Challenge:
    log.lock(Challenge.objects.values_list("round_id", flat=True).get(pk=challenge_id))
    return Challenge.objects.select_related("round").get(pk=challenge_id)


def in_words(voting_round: Round) -> str:
    """For everybody: how many there are and what became of them; empty where there are none."""
    rows = voting_round.challenges.values_list("state", "finding")
    numbers = Counter(finding or "open" for _, finding in rows)
    if not numbers:
        return ""
    total = sum(numbers.values())
    filed = f"{total} challenge{'' if total == 1 else 's'} filed"
    said = [
        f"{numbers[key]} {words}"
        for key, words in (
            ("open", "not answered yet"),
            (Finding.STANDS, "answered: the record stands"),
            (Finding.WRONG, "answered: the record is wrong"),
        )
        if numbers[key]
    ]
    return f"{filed}; {', '.join(said)}."


def remind(voting_round: Round, now: datetime) -> None:
    """Tell staff once that the window ends soon, and each day after, while one is unanswered."""
    due = voting_round.certification_due_at
    if due is None or now < due - NEAR:
        return
    waiting = voting_round.challenges.unanswered().count()
    if not waiting:
        return
    when = "is over" if now >= due else "ends within a day"
    alerts.tell_staff_once(
        voting_round,
        f"The challenge window {when}, and {waiting} challenge{'' if waiting == 1 else 's'} "
        "wait for an answer. The round is not certified before.",
        key=f"challenge:{voting_round.id}:{now:%Y%m%d}",
    )


def _tell(challenge: Challenge) -> None:
    voting_round = challenge.round
    entries = RollEntry.objects.filter(round=voting_round, slot=challenge.slot)
    addresses = MemberAddress.objects.leading_to(list(entries.values_list("member", flat=True)))
    outbox.put_to_all(
        addresses.values_list("email", flat=True),
        subject=f"Your challenge in {voting_round.title} is answered",
        body=(
            "Two people of our staff have answered your challenge. Log in to read the answer; if a "
            "ballot was opened, you need the key that you were given when you filed. It can be "
            f"read until the round is certified.\n\n{settings.BASE_URL}/rounds/"
            f"{voting_round.slug}/challenge/\n"
        ),
        kind="challenge",
        forget=True,
    )
