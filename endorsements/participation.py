"""What a member sees, takes home and is told of the rounds they took part in: that, never how."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from endorsements.models import Channel, RollEntry, RollMiss, Round, RoundStatus
from members import closing, panels
from members.dues.grounds import read_grounds
from members.dues.reasons import in_words
from members.models import Member
from members.panels import Panel, PanelRow

NOT_ENDED = (RoundStatus.SCHEDULED, RoundStatus.OPEN)


def register() -> None:
    """Called once, when the app starts."""
    panels.panels.append(PANEL)
    panels.exports.append(as_tables)
    closing.notices.append(what_closing_means)


def rows(member: Member) -> list[PanelRow]:
    """One row for each round on whose roll the member is, the latest first."""
    return [
        PanelRow(
            title=entry.round.title,
            address=reverse("endorsements:round", args=[entry.round.slug]),
            says=_says(entry),
        )
        for entry in _entries(member)
    ]


PANEL = Panel(
    title="Rounds I took part in",
    standfirst="That you voted is known, so that nobody votes twice. How you voted is not.",
    none="You have not been on the roll of a round yet.",
    rows=rows,
)


def as_tables(member: Member) -> dict[str, list[dict[str, Any]]]:
    return {
        "rolls": [
            {
                "round": entry.round.title,
                "record_date": entry.round.record_date,
                "why_on_the_roll": entry.why,
                "slot": bytes(entry.slot).hex() if entry.slot is not None else "",
                "ballot_style": entry.style,
                "took_part": entry.get_channel_display(),
            }
            for entry in _entries(member)
        ],
        "rolls_missed": [
            {
                "round": miss.round.title,
                "record_date": miss.round.record_date,
                "chapter": miss.chapter.name if miss.chapter else "",
                "why_not": in_words(read_grounds(miss.grounds)),
            }
            for miss in _misses(member)
        ],
    }


def what_closing_means(member: Member) -> list[str]:
    """A sentence for each vote that has not ended and on whose roll the member is."""
    found = [one for one in _entries(member) if one.round.effective_status in NOT_ENDED]
    return [_means(entry.round) for entry in found]


def _means(voting_round: Round) -> str:
    if voting_round.closes_at is None:
        raise ValueError("A round that is scheduled has a closing time.")
    until = f"{timezone.localtime(voting_round.closes_at):%-d %B %Y}"
    return (
        f"You are on the roll of “{voting_round.title}”, which takes ballots until {until}. "
        "A ballot that you have cast stays and counts, and you can no longer change it. "
        "If you have not voted, you no longer can."
    )


def _says(entry: RollEntry) -> str:
    if entry.channel != Channel.NONE:
        return "You voted."
    if entry.round.effective_status in NOT_ENDED:
        return "You are on the roll, and have not voted yet."
    return "You were on the roll, and did not vote."


def _misses(member: Member) -> QuerySet[RollMiss]:
    """Rolls that the person is not on, where the reason is known."""
    person = Q(member=member) | Q(member__merged_into=member)
    found = RollMiss.objects.filter(person, round__rehearsal=False)
    found = found.exclude(round__status=RoundStatus.DRAFT)
    return found.select_related("round", "chapter").order_by("-round__closes_at", "pk")


def _entries(member: Member) -> QuerySet[RollEntry]:
    """Places on rolls that the public knows of, also those of rows merged into this one."""
    person = Q(member=member) | Q(member__merged_into=member)
    found = RollEntry.objects.filter(person, round__rehearsal=False)
    found = found.exclude(round__status=RoundStatus.DRAFT)
    return found.select_related("round").order_by("-round__closes_at", "-pk")
