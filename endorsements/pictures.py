"""Numbers made ready to draw: threshold bars and the line of turnout. Pure; templates only print.

Positions are texts for SVG attributes: percentages of the picture's width or height, so that a
picture fits any screen while its words keep their size.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from endorsements.tally.vocabulary import ABSTAIN, ALL_BALLOTS, AT_LEAST, NAMED_ONLY, NO_ENDORSEMENT
from endorsements.tally.words import SHORT_BASES, percent

CANDIDATE = "candidate"
NAMES_OF_OPTIONS = {NO_ENDORSEMENT: "No endorsement", ABSTAIN: "Abstain"}
NO_BREAK_SPACE = "\u00a0"
QUARTERS = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1))
LINE_WIDTH, LINE_HEIGHT = 1000, 400


@dataclass(frozen=True)
class Segment:
    """One option of a contest and what it got.

    `is_counted` is false where the contest's denominator leaves the option out: it then has a
    number of ballots but no share.
    """

    label: str
    ballots: int
    kind: str = CANDIDATE
    is_winner: bool = False
    is_counted: bool = True


@dataclass(frozen=True)
class BarLine:
    """A line of the picture: `width` is a percentage, `share` a text, both empty if uncounted."""

    label: str
    ballots: int
    share: str
    width: str
    kind: str
    is_winner: bool


@dataclass(frozen=True)
class Bar:
    """A threshold bar: its lines, and where the bar to clear stands."""

    key: str
    lines: tuple[BarLine, ...]
    base: int
    base_in_words: str
    needed: str
    needed_ballots: int
    mark: str
    label_anchor: str


def threshold_bar(
    segments: Sequence[Segment],
    needed: Fraction,
    *,
    base: int,
    needed_ballots: int,
    key: str = "result",
    is_strict: bool = False,
    base_in_words: str = "ballots",
) -> Bar:
    """Lay out the shares of a contest on one scale, 0 to the whole of `base`.

    Args:
        needed: the share to clear; `needed_ballots` the fewest ballots that do.
        base: ballots in the denominator; 0 gives empty bars.
        key: names the picture's patterns, one of a kind on its page.
        is_strict: the share must be exceeded, not only reached.
    """
    bar = f"more than {_share(needed)}" if is_strict else _share(needed)
    return Bar(
        key=key,
        lines=tuple(_line(segment, needed, base) for segment in segments),
        base=base,
        base_in_words=base_in_words,
        needed=bar,
        needed_ballots=needed_ballots,
        mark=_position(needed),
        label_anchor="end" if needed > Fraction(1, 2) else "start",
    )


def result_bar(numbers: Mapping[str, Any], contest: Mapping[str, Any]) -> Bar | None:
    """The threshold bar of a stored result; None where its numbers are not public.

    Args:
        numbers: as made by `tally.results.contest_result`.
        contest: the contest in the frozen definition.
    """
    if "tallies" not in numbers:
        return None
    threshold, base = contest["threshold"], contest["threshold"]["base"]
    names = NAMES_OF_OPTIONS | {one["key"]: one["name"] for one in contest["candidates"]}
    uncounted = {ALL_BALLOTS: (), NAMED_ONLY: (NO_ENDORSEMENT, ABSTAIN)}.get(base, (ABSTAIN,))
    return threshold_bar(
        [
            Segment(
                label=names[key],
                ballots=ballots,
                kind=key if key in NAMES_OF_OPTIONS else CANDIDATE,
                is_winner=key in numbers["winners"],
                is_counted=key not in uncounted,
            )
            for key, ballots in _in_ballot_order(numbers["tallies"], contest)
        ],
        Fraction(threshold["share"]),
        base=numbers["denominator"],
        needed_ballots=numbers["needed"],
        key=contest["key"],
        is_strict=threshold["compare"] != AT_LEAST,
        base_in_words=SHORT_BASES[base],
    )


def _in_ballot_order(
    tallies: Mapping[str, int], contest: Mapping[str, Any]
) -> list[tuple[str, int]]:
    """Stored numbers come back in no order; the ballot's is candidates as drawn, then the rest."""
    order = [one["key"] for one in contest["candidates"]] + list(NAMES_OF_OPTIONS)
    return sorted(tallies.items(), key=lambda tally: order.index(tally[0]))


def _line(segment: Segment, needed: Fraction, base: int) -> BarLine:
    share = Fraction(segment.ballots, base) if base else Fraction(0)
    return BarLine(
        label=segment.label,
        ballots=segment.ballots,
        share=_share(share, apart_from=needed) if segment.is_counted else "",
        width=_position(share) if segment.is_counted else "",
        kind=segment.kind,
        is_winner=segment.is_winner,
    )


def _share(share: Fraction, apart_from: Fraction | None = None) -> str:
    return percent(share, apart_from=apart_from).replace(" ", NO_BREAK_SPACE)


def _position(share: Fraction | float) -> str:
    return f"{float(share) * 100:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Point:
    """Ballots recorded up to a moment."""

    at: datetime
    ballots: int


@dataclass(frozen=True)
class Gridline:
    """A height, as a percentage from the top, and what it stands for."""

    y: str
    label: str


@dataclass(frozen=True)
class TurnoutLine:
    """A line over the time of voting; `path` is in a box of 1000 by 400."""

    path: str
    end_x: str
    end_y: str
    gridlines: tuple[Gridline, ...]
    quorum_y: str


def turnout_line(
    points: Sequence[Point],
    *,
    opens_at: datetime,
    closes_at: datetime,
    eligible: int,
    quorum: int = 0,
) -> TurnoutLine:
    """Lay out turnout from the opening to the closing time.

    Args:
        points: in order of time, ballots never falling.
        eligible: members on the roll; the scale ends at the quarter of it that holds everything.
        quorum: fewest ballots for a result to stand; 0 draws no mark.
    """
    most = max([quorum, *(point.ballots for point in points)])
    top = next((part for part in QUARTERS if part * eligible >= most), Fraction(1))
    whole = float(top * eligible) or 1.0
    places = [
        (_part_of_time(point.at, opens_at, closes_at), min(point.ballots / whole, 1.0))
        for point in points
    ]
    last_x, last_y = places[-1] if places else (0.0, 0.0)
    return TurnoutLine(
        path=_path([(0.0, 0.0), *places]),
        end_x=_position(last_x),
        end_y=_position(1 - last_y),
        gridlines=tuple(
            Gridline(_position(1 - part / top), _share(part)) for part in QUARTERS if part <= top
        ),
        quorum_y=_position(1 - quorum / whole) if quorum else "",
    )


def _part_of_time(at: datetime, opens_at: datetime, closes_at: datetime) -> float:
    return min(max((at - opens_at) / (closes_at - opens_at), 0.0), 1.0)


def _path(places: Sequence[tuple[float, float]]) -> str:
    corners = [f"{x * LINE_WIDTH:.1f} {(1 - y) * LINE_HEIGHT:.1f}" for x, y in places]
    return "M" + " L".join(corners)
