"""What stands beside a picture in words: ballots, quorum, withdrawals, how ranks were read."""

from __future__ import annotations

from dataclasses import dataclass

from endorsements.pictures.figures import share_of
from endorsements.pictures.stored import Stored
from endorsements.tally.counts import BY_DRAW
from endorsements.tally.ranked import DUPLICATE, OVERVOTE, SKIPPED
from endorsements.tally.tie_words import reading_in_words
from endorsements.tally.vocabulary import IRV, STV
from endorsements.tally.words import listed, numbered, percent


@dataclass(frozen=True)
class Reading:
    """A rule for reading ranks, and how many ballots it touched."""

    rule: str
    ballots: str


@dataclass(frozen=True)
class Drawn:
    """The order that the public draw gave; `settled` says what it was needed for."""

    order: tuple[str, ...]
    settled: str


def remarks(stored: Stored) -> tuple[str, ...]:
    """The numbers of ballots with what they are of, the quorum, who withdrew."""
    withdrawn = [stored.names[key] for key in stored.numbers["withdrawn"]]
    says = [_ballots(stored), _quorum(stored)]
    if withdrawn:
        has = "has" if len(withdrawn) == 1 else "have"
        says.append(f"{listed(withdrawn)} {has} withdrawn: marks for them count as not made.")
    return tuple(filter(None, says))


def _ballots(stored: Stored) -> str:
    numbers = stored.numbers
    cast, eligible = numbers["cast"], numbers["eligible"]
    took_part = f" ({percent(share_of(cast, eligible))})" if eligible else ""
    abstained = f" ({numbers['abstained']} of them abstain)" if numbers["abstained"] else ""
    return (
        f"{cast} of {numbered(eligible, 'members')} who may vote here cast a ballot{took_part}: "
        f"{numbers['marked']} marked{abstained}, {numbers['blank']} left blank, "
        f"{numbers['invalid']} invalid."
    )


def _quorum(stored: Stored) -> str:
    needed = stored.numbers["quorum_needed"]
    if not needed:
        return ""
    was = "reached" if stored.numbers["cast"] >= needed else "not reached"
    return f"The quorum was {numbered(needed, 'ballots')} cast; it was {was}."


def readings(stored: Stored) -> tuple[Reading, ...]:
    """What each rule for reading ranks touched; none in forms without ranks."""
    ranked, touched = stored.rule.ranked, stored.numbers["touched"]
    if ranked is None:
        return ()
    return tuple(
        Reading(rule, numbered(touched[name], "ballots"))
        for name, rule in zip((OVERVOTE, DUPLICATE, SKIPPED), reading_in_words(ranked), strict=True)
    )


def drawn(stored: Stored) -> Drawn | None:
    """The order of the public draw; None where it can decide nothing."""
    order = stored.numbers["tie_order"]
    if not order:
        return None
    needed = [
        str(number)
        for number, one in enumerate(stored.rounds, start=1)
        if any(tie["by"] == BY_DRAW for tie in one["settled"])
    ]
    return Drawn(tuple(stored.names[key] for key in order), _settled(needed, len(stored.rounds)))


def _settled(needed: list[str], rounds: int) -> str:
    if not needed:
        return "No tie had to be settled by it."
    return f"It settled a tie in round {listed(needed)}." if rounds > 1 else "It settled a tie."


def steps(stored: Stored) -> tuple[str, ...]:
    """A sentence for each round of counting; none where the picture says it all."""
    if stored.rule.form not in (IRV, STV) and len(stored.rounds) == 1:
        return ()
    return tuple(one["sentence"] for one in stored.rounds)
