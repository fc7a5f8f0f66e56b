"""What of endorsements the scorecard's page of data gives out: past ones and decided contests."""

from collections.abc import Iterator

from django.urls import reverse

from endorsements.models import PastEndorsement, Result, Round
from endorsements.pictures.counts import in_one_piece
from scorecard import dataset
from scorecard.dataset.table import Value

RESULTS_AT_A_TIME = 200


def _past() -> Iterator[tuple[Value, ...]]:
    for one in PastEndorsement.objects.all().iterator():
        yield (
            *(one.year, one.election, one.office, one.candidate, one.outcome),
            *(one.share, one.later, one.source),
        )


PAST = dataset.Table(
    name="past_endorsements",
    title="Past endorsements",
    holds="One row for each candidate whom the organisation endorsed before its rounds were run "
    "here, as a public fact with its source. Nothing of it was counted here.",
    columns=dataset.columns(
        year="Of the decision.",
        election="Primary, general, or a special one.",
        office="With its district.",
        candidate="The name.",
        outcome="endorsed, recommended or supported.",
        share="As it was published, in words; mostly empty.",
        later="What became of it; empty where it was not noted.",
        source="Where it can be looked up.",
    ),
    rows=_past,
)


def _decided() -> Iterator[tuple[Value, ...]]:
    results = (
        Result.objects.filter(contest__round__in=Round.objects.published())
        .filter(contest__round__rehearsal=False)
        .select_related("contest__round")
        .prefetch_related("contest__candidates")
        .order_by("-contest__round__closes_at", "contest__position", "contest_id")
    )
    for result in results.iterator(RESULTS_AT_A_TIME):
        yield _row(result)


def _row(result: Result) -> tuple[Value, ...]:
    contest, numbers = result.contest, result.numbers
    names, decided = contest.answers(), contest.round
    return (
        *(decided.slug, decided.title, "yes" if decided.is_demo else "no"),
        decided.closes_at.isoformat() if decided.closes_at else "",
        *(contest.key, contest.office, contest.district, contest.election, result.outcome),
        "; ".join(names[key] for key in numbers["winners"]),
        in_one_piece(numbers["sentence"]),
        dataset.page(f"{reverse('endorsements:round', args=[decided.slug])}#{contest.key}"),
    )


DECIDED = dataset.Table(
    name="decided_contests",
    title="What the members decided",
    holds="One row for each contest of a round whose outcome is published. The numbers, and the "
    "record that anyone can recount, are on the round's page.",
    columns=dataset.columns(
        round="The round's name in addresses here.",
        title="Of the round.",
        demo="yes or no: whether the round, its candidates and voters are invented.",
        closed_at="When the vote ended, with its distance from UTC.",
        contest="The contest's name within its round.",
        office="What was decided for.",
        district="May be empty.",
        election="May be empty.",
        outcome="In a word, such as endorsed or no_quorum.",
        endorsed="Names, separated by semicolons; empty where nobody was endorsed.",
        sentence="The outcome with its numbers, as far as they are public.",
        page="Where it stands.",
    ),
    rows=_decided,
)


def _past_state() -> str:
    return str(list(PastEndorsement.objects.order_by("pk").values_list()))


def _decided_state() -> str:
    rows = Round.objects.published().order_by("pk")
    return str(list(rows.values_list("slug", "title", "status", "published_at", "rehearsal")))


def register() -> None:
    """Fills the scorecard's list of tables; once, when the app starts."""
    dataset.added.extend([(PAST, _past_state), (DECIDED, _decided_state)])
