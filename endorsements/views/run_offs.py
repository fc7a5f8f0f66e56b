"""What a result's page says of its run-offs: that one is being prepared, or where it is."""

from dataclasses import dataclass

from endorsements.models import Contest, Round, RoundStatus


@dataclass(frozen=True)
class RunOffRow:
    """The run-off of a contest; `slug` is empty as long as it is a draft, which is not public."""

    title: str = ""
    slug: str = ""


def run_offs_after(voting_round: Round) -> dict[str, RunOffRow]:
    """Contest key to its run-off, of those contests that have one."""
    contests = Contest.objects.filter(run_off_of__round=voting_round)
    return {
        contest.run_off_of.key: _row(contest.round)
        for contest in contests.select_related("round", "run_off_of")
        if contest.run_off_of
    }


def _row(voting_round: Round) -> RunOffRow:
    if voting_round.status == RoundStatus.DRAFT:
        return RunOffRow()
    return RunOffRow(voting_round.title, voting_round.slug)
