"""Around the demo's rounds: recommendations, a discussion, reasons, and an announcement of them.

Everything goes through the commands that members and staff use, so that nothing stands there that
they could not have done.
"""

import time
import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from endorsements import rounds
from endorsements.demo import logins
from endorsements.demo.seed import dice
from endorsements.models import (
    Announcement,
    Contest,
    Post,
    RollEntry,
    Round,
    RoundStatus,
)
from endorsements.reviewing import discussing, reasons, recommending
from members import audit
from members.models import Member

SCRIPT = Path(__file__).with_name("season.toml")
# Posts and reasons are about this contest.
CONTEST = "senate"


def plan() -> dict[str, Any]:
    return tomllib.loads(SCRIPT.read_text(encoding="utf-8"))


def recommend(voting_round: Round) -> None:
    """What the committee says of the round's contests; before it opens."""
    by_key = {one.key: one for one in voting_round.contests.prefetch_related("candidates")}
    for key, said in plan()["recommendations"].get(voting_round.slug, {}).items():
        people = {one.key: one.pk for one in by_key[key].candidates.all()}
        words = recommending.Said(
            choice=said["choice"],
            candidate_id=people.get(said.get("candidate", "")),
            reasons=said["reasons"],
            recused=said.get("recused", ""),
        )
        recommending.set_down(by_key[key].pk, words, by=logins.staff())


@transaction.atomic
def discuss(voting_round: Round, seed: int) -> None:
    """Some members talk about a contest, once; nobody of the demo's logins is made to."""
    contest = Contest.objects.get(round=voting_round, key=CONTEST)
    if Post.objects.filter(contest=contest).exists():
        return
    said, people = plan(), _people(voting_round, seed, voted=None)
    posts: list[Post] = []
    for one in said["posts"]:
        answers = posts[one["answers"]].pk if "answers" in one else None
        author = people[one["who"]]
        made = discussing.post(
            contest.pk, one["text"], by=logins.staff(), member=author, answers=answers
        )
        posts.append(made)
    for one in said["reactions"]:
        post, author = posts[one["post"]], people[one["who"]]
        discussing.react(post.pk, one["kind"], wanted=True, member=author)


@transaction.atomic
def give_reasons(voting_round: Round, seed: int) -> None:
    """Three voters say why; two of them may be quoted."""
    contest = Contest.objects.get(round=voting_round, key=CONTEST)
    people = _people(voting_round, seed, voted=True)
    for one in plan()["reasons"]:
        words = {"may_quote": one["may_quote"], "member": people[one["who"]]}
        reasons.write(contest.pk, one["text"], **words)


def _people(voting_round: Round, seed: int, *, voted: bool | None) -> list[Member]:
    """Members of the roll in an order drawn from the seed, those with a login left out."""
    entries = RollEntry.objects.filter(round=voting_round)
    entries = entries.who_voted() if voted else entries
    known = logins.members_who(has_voted=True) | logins.members_who(has_voted=False)
    ids = entries.exclude(member__in=known).order_by("member").values_list("member", flat=True)
    drawn = dice(seed, f"season:{voting_round.slug}").sample(list(ids), 6)
    found = Member.objects.in_bulk(drawn)
    return [found[pk] for pk in drawn]


def close_and_announce(voting_round: Round) -> None:
    """Once the voting time is over, close as the clock would, choose quotes, and write the
    announcement: it appears by itself when the workers have counted."""
    if Announcement.objects.filter(round=voting_round).exists():
        return
    _wait_for_the_close(voting_round)
    with transaction.atomic():
        if Round.objects.get(pk=voting_round.pk).status == RoundStatus.OPEN:
            rounds.close_voting(voting_round.pk)
        closed = Round.objects.get(pk=voting_round.pk)
        offered = {quote.id for quote in reasons.to_choose_from(closed)}
        reasons.choose(voting_round.pk, offered, by=logins.staff())
        words = plan()["announcement"]
        announcement = Announcement.objects.create(
            round=voting_round, publish_at=timezone.now(), **words
        )
        audit.record("announcement.added", by=logins.staff(), of=announcement)


def _wait_for_the_close(voting_round: Round) -> None:
    closes_at = Round.objects.get(pk=voting_round.pk).closes_at
    if closes_at is not None:
        time.sleep(max(0, (closes_at - timezone.now()).total_seconds()))
