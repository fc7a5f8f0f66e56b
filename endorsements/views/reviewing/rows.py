"""What the members' page of a contest shows, ready to print."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from endorsements.forms.reviewing import NoteForm, PostForm
from endorsements.incumbents import Card, cards_of
from endorsements.models import (
    Candidate,
    Contest,
    Post,
    ReactionKind,
    ReadingMatter,
    Recommendation,
)
from endorsements.models import Reaction as Mark
from endorsements.reviewing import notes
from endorsements.reviewing.places import signed_as
from endorsements.views.reviewing.reader import Reader


@dataclass(frozen=True)
class CandidateRow:
    candidate: Candidate
    cards: list[Card]
    reading: list[ReadingMatter]
    note: NoteForm


@dataclass(frozen=True)
class ReactionRow:
    kind: str
    label: str
    number: int
    is_mine: bool


@dataclass(frozen=True)
class PostRow:
    """A post with what is left of it to read; `form` answers it, where it may be answered."""

    id: int
    by: str
    post: Post
    is_mine: bool
    reactions: list[ReactionRow]
    answers: "list[PostRow]"
    form: PostForm | None

    @property
    def can_be_read(self) -> bool:
        return not self.post.is_taken_back and not self.post.hidden_because


def recommendation_of(contest: Contest) -> Recommendation | None:
    found = Recommendation.objects.filter(contest=contest).select_related("candidate")
    return found.prefetch_related("lines").first()


def candidate_rows(contest: Contest, reader: Reader) -> list[CandidateRow]:
    people = list(contest.candidates.select_related("legislator", "contest"))
    cards: dict[int, list[Card]] = defaultdict(list)
    for card in cards_of(people).get(contest.key, []):
        cards[card.legislator.pk].append(card)
    reading = defaultdict(list)
    for one in contest.reading.exclude(candidate=None):
        reading[one.candidate_id].append(one)
    noted = notes.notes_of(reader.user, people)
    return [
        CandidateRow(
            one,
            cards.get(one.legislator_id or 0, []),
            reading[one.pk],
            NoteForm(initial={"text": noted.get(one.pk, "")}, auto_id=f"note-{one.pk}-%s"),
        )
        for one in people
    ]


def post_rows(contest: Contest, reader: Reader, *, may_write: bool) -> list[PostRow]:
    """The discussion as threads, the oldest first."""
    posts = list(Post.objects.filter(contest=contest).select_related("member", "staff"))
    marks = Mark.objects.filter(post__contest=contest)
    counted = marks.values_list("post", "kind").annotate(Count("pk"))
    numbers = Counter({(post, kind): number for post, kind, number in counted})
    own = set(marks.filter(member=reader.member).values_list("post", "kind"))
    rows = {
        one.pk: PostRow(
            id=one.pk,
            by=signed_as(one.member) if one.member else "Staff",
            post=one,
            is_mine=_is_mine(one, reader),
            reactions=[
                ReactionRow(kind, label, numbers[one.pk, kind], (one.pk, kind) in own)
                for kind, label in ReactionKind.choices
            ],
            answers=[],
            form=_form_to_answer(one) if may_write and one.parent_id is None else None,
        )
        for one in posts
    }
    for one in posts:
        if one.parent_id is not None:
            rows[one.parent_id].answers.append(rows[one.pk])
    return [rows[one.pk] for one in posts if one.parent_id is None]


def _is_mine(post: Post, reader: Reader) -> bool:
    if post.staff_id is not None:
        return post.staff_id == reader.user.pk
    own: Any = reader.member.pk if reader.member else None
    return post.member is not None and own in (post.member.pk, post.member.merged_into_id)


def _form_to_answer(post: Post) -> PostForm:
    return PostForm(initial={"answers": post.pk}, auto_id=f"answer-{post.pk}-%s")
