"""Where a round is in its life, and how long until the next step, in words a page can print."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

DONE, NOW, AHEAD = "done", "now", "ahead"
FINISHED = "finished"

# The five steps that the public sees, and the statuses that stand at each.
STEP_OF_STATUS = {
    "draft": "announced",
    "scheduled": "announced",
    "open": "voting",
    "closed": "counting",
    "mixed": "counting",
    "counted": "counting",
    "published": "published",
    "certified": FINISHED,
}


@dataclass(frozen=True)
class Stage:
    """A step of a round's life before it is known how far the round has come."""

    key: str
    name: str
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True)
class Step:
    """A stage with its state: done, now or ahead."""

    name: str
    state: str
    at: datetime | None
    note: str


@dataclass(frozen=True)
class Dates:
    """The dates of a round as far as they are known."""

    record_date: date | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    published_at: datetime | None = None
    certified_at: datetime | None = None


def place_in(stages: list[Stage], current: str) -> list[Step]:
    """Mark each stage as done, now or ahead of `current`, a stage's key or `FINISHED`."""
    keys = [stage.key for stage in stages]
    here = len(keys) if current == FINISHED else keys.index(current)
    return [
        Step(stage.name, _state(index, here), stage.at, stage.note)
        for index, stage in enumerate(stages)
    ]


def life_of_round(status: str, dates: Dates) -> list[Step]:
    """The public steps of a round.

    Args:
        status: of the round; for a held round the status it was held from.
    """
    is_over = status not in ("draft", "scheduled", "open")
    stages = [
        Stage("announced", "Announced", note=_roll_note(dates.record_date)),
        Stage(
            "voting",
            "Voting",
            at=dates.opens_at if status in ("draft", "scheduled") else dates.closes_at,
            note="closed" if is_over else "closes" if status == "open" else "opens",
        ),
        Stage("counting", "Counting", note="by itself, after the close"),
        Stage("published", "Published", at=dates.published_at, note="with everything to recount"),
        Stage("certified", "Certified", at=dates.certified_at, note="when no challenge is open"),
    ]
    return place_in(stages, STEP_OF_STATUS[status])


def time_left(left: timedelta) -> str:
    """For example "3 days and 4 hours": the two largest units, whole, nothing rounded up."""
    minutes = left // timedelta(minutes=1)
    if minutes < 1:
        return "less than a minute"
    parts = [(minutes // 1440, "day"), (minutes // 60 % 24, "hour"), (minutes % 60, "minute")]
    while not parts[0][0]:
        del parts[0]
    return " and ".join(
        f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in parts[:2] if number
    )


def _state(index: int, here: int) -> str:
    if index == here:
        return NOW
    return DONE if index < here else AHEAD


def _roll_note(record_date: date | None) -> str:
    if record_date is None:
        return "dates and rules are fixed"
    return f"for members in good standing on {record_date.day} {record_date:%B %Y}"
