"""Who takes part in the season, what is voted on, and waiting for what workers do."""

import email
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import policy

from django.contrib.auth.models import Permission

from endorsements import rounds
from endorsements.mailings import letters, planning
from endorsements.models import Candidate, ChapterStaff, Round
from endorsements.reviewing import recommending
from endorsements.reviewing.recommending import Said
from members.models import Chapter, User
from tests.browser import people
from tests.endorsements.questionnaires.asked import LINK
from tests.factories.endorsements import (
    NO_BAR,
    MailingFactory,
    RoundFactory,
    contest_of,
    voters,
)
from tests.factories.members import ChapterFactory, StaffFactory
from tests.smtp_sink import Sink

MEMBERS, OF_THE_CHAPTER = 40, 12
# Office to counting form; a tie for governor goes to a run-off.
CONTESTS = {
    "governor": ("single_choice", NO_BAR | {"ties": "run_off", "has_no_endorsement": False}),
    "council": ("approval", {}),
    "board": ("per_candidate", {}),
    "senate": ("irv", {}),
    "house": ("score", {}),
    "ballot-law": ("question", {}),
}
PATIENCE = 150


def spring_draft(*, opens_in: int = 5, closes_in: int = 72) -> Round:
    """A contest of each form, and forty members. The times are hours from now."""
    draft = RoundFactory(
        title="Spring endorsements",
        slug="spring",
        opens_at=datetime.now(UTC) + timedelta(hours=opens_in),
        closes_at=datetime.now(UTC) + timedelta(hours=closes_in),
        challenge_days=7,
    )
    for position, (key, (form, rule)) in enumerate(CONTESTS.items()):
        office = key.replace("-", " ").capitalize()
        contest_of(form, round=draft, key=key, office=office, position=position, **rule)
    voters(MEMBERS)
    return draft


def opened(draft: Round) -> Round:
    """Recommended and scheduled; it opens by itself, and members are told."""
    ash = Candidate.objects.get(contest__round=draft, contest__key="governor", key="ash")
    said = Said("candidate", ash.pk, "She answered every question.", "Al Day (her brother)")
    recommending.set_down(ash.contest_id, said, by=StaffFactory())
    telling = MailingFactory(round=draft, kind="opens")
    digest = letters.compose(telling, draft).digest
    planning.find_good(telling.pk, digest=digest, by=StaffFactory())
    rounds.schedule(draft.pk, by=StaffFactory())
    becomes(draft, "open")
    until(lambda: telling.deliveries.filter(state="sent").count() == MEMBERS, "telling everybody")
    return Round.objects.get(pk=draft.pk)


def a_chapter() -> Chapter:
    """With members of its own, who pay dues."""
    chapter = ChapterFactory(name="Valley")
    for member in voters(OF_THE_CHAPTER):
        member.chapters.add(chapter)
    return chapter


def staff_of(chapter: Chapter) -> User:
    """Somebody who may touch nothing but the chapter's rounds."""
    user = people.staff("valley@example.org")
    user.is_superuser = False
    user.save(update_fields=["is_superuser"])
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="endorsements"))
    ChapterStaff.objects.create(user=user, chapter=chapter)
    return user


def until(happens: Callable[[], object], what: str) -> None:
    """Wait for what workers do by themselves."""
    end = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < end, f"{what} did not happen within {PATIENCE} seconds"
        time.sleep(0.2)


def becomes(voting_round: Round, status: str) -> None:
    """A published one may be certified as soon as anybody looks."""
    rows = Round.objects.filter(pk=voting_round.pk)
    arrived = {status, "certified"} if status == "published" else {status}
    try:
        until(lambda: rows.filter(status__in=arrived).exists(), status)
    except AssertionError as late:
        raise AssertionError(f"{late}: {list(rows.values('status', 'held_from'))}") from late


def mails_to(sink: Sink, reader: str) -> list[str]:
    """The words of every mail that the mail server took for somebody, oldest first."""
    mails = (email.message_from_bytes(text, policy=policy.default) for text in sink.texts)
    return [mail.get_body(("plain",)).get_content() for mail in mails if str(mail["To"]) == reader]


def private_link(sink: Sink, reader: str) -> str:
    until(lambda: mails_to(sink, reader), f"a mail to {reader}")
    return LINK.search(mails_to(sink, reader)[0])[1]
