"""Where the ballots of a ranked count went, round by round: blocks joined by bands.

Time runs from left to right. Everybody keeps a lane of their own, so that a band that stays is
straight and only what moves bends. Heights are pixels; places from left to right are percentages,
so that the rounds take the room there is, and bands are drawn in a box that is stretched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from endorsements.pictures.figures import cut, decimals_for, exact, position
from endorsements.pictures.rounds_table import (
    ELECTED,
    fate_in_words,
    fate_of,
    held_in_rounds,
)
from endorsements.pictures.stored import Amounts, Stored, kind_of
from endorsements.pictures.wrapping import wrapped
from endorsements.tally.counts import EXHAUSTED
from endorsements.tally.vocabulary import STV

HEAD, LABEL, LANE_GAP, LEAST_LANE = 26, 18, 10, 40
ALL_BALLOTS_HEIGHT = 230
# From one round to the next: in the box, and at least on the screen.
PITCH, LEAST_PITCH = 150, 116
NAMES_WIDTH, LINE_HEIGHT = 116, 16
# With more rounds than this the words beside the glyphs would not fit.
FEW_ROUNDS = 6
THINNEST = 1.5
STAYS, MOVES = "stays", "moves"
GLYPHS = {ELECTED: "✓", "excluded": "✕"}


@dataclass(frozen=True)
class Block:
    """What somebody had in a round, and the words above it; without `height` they had nothing."""

    x: str
    y: str
    height: str
    kind: str
    is_solid: bool
    label: str
    label_y: str
    fate: str


@dataclass(frozen=True)
class Band:
    """Ballots on their way from one round to the next: they stay, move, or are exhausted."""

    path: str
    kind: str


@dataclass(frozen=True)
class Text:
    x: str
    y: str
    text: str


@dataclass(frozen=True)
class Flow:
    """A picture in two parts: the names, which stand still, and the rounds, which may scroll.

    Args:
        least_width: of the rounds on the screen.
        box_width: of the box in which bands are drawn, and then stretched.
        quota_lines: heights of the lines that mark the quota; none where there is no quota.
        says: what is to be seen, in a sentence or two.
    """

    key: str
    least_width: str
    box_width: str
    height: str
    names_width: str
    names: tuple[Text, ...]
    headings: tuple[Text, ...]
    blocks: tuple[Block, ...]
    bands: tuple[Band, ...]
    quota_lines: tuple[str, ...]
    title: str
    says: str
    is_wide: bool


@dataclass(frozen=True)
class _Lane:
    top: float
    height: float

    @property
    def block_top(self) -> float:
        return self.top + LABEL


def flow(stored: Stored) -> Flow | None:
    """The picture of a ranked count; None where nothing moved."""
    held = held_in_rounds(stored)
    if len(held) < 2:
        return None
    return _Layout(stored, held).drawn()


class _Layout:
    """Places for everything, from what everybody held in each round."""

    def __init__(self, stored: Stored, held: list[Amounts]) -> None:
        self._stored, self._held = stored, held
        self._scale = ALL_BALLOTS_HEIGHT / (stored.valid or 1)
        self._lanes = self._lay_lanes()

    def _lay_lanes(self) -> dict[str, _Lane]:
        lanes, top = {}, float(HEAD)
        for key in self._held[0]:
            most = max(one.get(key, Fraction(0)) for one in self._held)
            if key == EXHAUSTED and not most:
                continue
            height = max(LABEL + self._length(most), LEAST_LANE)
            lanes[key] = _Lane(top, height)
            top += height + LANE_GAP
        return lanes

    def _length(self, amount: Fraction) -> float:
        return float(amount) * self._scale

    def _x(self, number: int) -> str:
        return position(Fraction(number, len(self._held) - 1))

    def drawn(self) -> Flow:
        last = list(self._lanes.values())[-1]
        is_stv = self._stored.rule.form == STV
        return Flow(
            key=f"{self._stored.key}-flow",
            least_width=_px((len(self._held) - 1) * LEAST_PITCH),
            box_width=_px((len(self._held) - 1) * PITCH),
            height=_px(last.top + last.height + 4),
            names_width=_px(NAMES_WIDTH),
            names=self._names(),
            headings=tuple(
                Text(self._x(number), "14", self._heading(number + 1))
                for number in range(len(self._held))
            ),
            blocks=tuple(self._blocks()),
            bands=tuple(self._bands()),
            quota_lines=self._quota_lines(),
            title=f"Where the {'votes' if is_stv else 'ballots'} went, round by round",
            says=self._says(),
            is_wide=len(self._held) > FEW_ROUNDS,
        )

    def _heading(self, number: int) -> str:
        is_short = number > 1 and len(self._held) > FEW_ROUNDS
        return str(number) if is_short else f"Round {number}"

    def _names(self) -> tuple[Text, ...]:
        texts = []
        for key, lane in self._lanes.items():
            name = "Exhausted" if key == EXHAUSTED else self._stored.names[key]
            for place, line in enumerate(wrapped(name)):
                texts.append(Text("0", _px(lane.top + 13 + place * LINE_HEIGHT), line))
        return tuple(texts)

    def _blocks(self) -> list[Block]:
        decimals = decimals_for(one.values() for one in self._held)
        return [
            self._block(number, key, lane, decimals)
            for number, one in enumerate(self._held)
            for key, lane in self._lanes.items()
            if key in one and (key != EXHAUSTED or one[key])
        ]

    def _block(self, number: int, key: str, lane: _Lane, decimals: int) -> Block:
        amount = self._held[number][key]
        fate = "" if key == EXHAUSTED else fate_of(self._stored, key, number)
        was_elected = any(
            fate_of(self._stored, key, earlier) == ELECTED for earlier in range(number + 1)
        )
        return Block(
            x=self._x(number),
            y=_px(lane.block_top),
            height=_px(max(self._length(amount), THINNEST)) if amount else "",
            kind=EXHAUSTED if key == EXHAUSTED else kind_of(key),
            is_solid=was_elected,
            label=cut(amount, decimals),
            label_y=_px(lane.top + 13),
            fate=self._fate(key, fate),
        )

    def _fate(self, key: str, fate: str) -> str:
        """The glyph with its word; elected are followed by a figure, which leaves less room."""
        if not fate or (fate == ELECTED and len(self._held) > FEW_ROUNDS):
            return GLYPHS.get(fate, "")
        return f"{GLYPHS[fate]} {fate_in_words(key, fate)}"

    # ---- bands

    def _bands(self) -> list[Band]:
        bands = []
        for number, one in enumerate(self._stored.rounds[:-1]):
            moved = {
                giver: {key: exact(amount) for key, amount in receivers.items()}
                for giver, receivers in one["transfers"].items()
            }
            bands += self._that_stay(number, moved)
            bands += self._that_move(number, moved)
        return sorted(bands, key=lambda band: band.kind != STAYS)

    def _stays(self, number: int, key: str, moved: Mapping[str, Amounts]) -> Fraction:
        """What somebody has in the next round without what they receive."""
        received = sum((given.get(key, Fraction(0)) for given in moved.values()), Fraction(0))
        return self._held[number + 1].get(key, Fraction(0)) - received

    def _that_stay(self, number: int, moved: Mapping[str, Amounts]) -> list[Band]:
        bands = []
        for key, lane in self._lanes.items():
            amount = self._stays(number, key, moved)
            if amount > 0:
                path = self._path(number, lane.block_top, lane.block_top, amount)
                bands.append(Band(path, STAYS))
        return bands

    def _that_move(self, number: int, moved: Mapping[str, Amounts]) -> list[Band]:
        bands = []
        arrived = {key: self._length(self._stays(number, key, moved)) for key in self._lanes}
        for giver, receivers in moved.items():
            left = self._lanes[giver].block_top + self._length(self._stays(number, giver, moved))
            for key in (key for key in self._lanes if key in receivers):
                amount = receivers[key]
                to = self._lanes[key].block_top + arrived[key]
                kind = EXHAUSTED if key == EXHAUSTED else MOVES
                bands.append(Band(self._path(number, left, to, amount), kind))
                left += self._length(amount)
                arrived[key] += self._length(amount)
        return bands

    def _path(self, number: int, left: float, right: float, amount: Fraction) -> str:
        begin, end = number * PITCH, (number + 1) * PITCH
        middle, height = (begin + end) / 2, self._length(amount)
        return (
            f"M{_px(begin)} {_px(left)}C{_px(middle)} {_px(left)} {_px(middle)} {_px(right)} "
            f"{_px(end)} {_px(right)}V{_px(right + height)}C{_px(middle)} {_px(right + height)} "
            f"{_px(middle)} {_px(left + height)} {_px(begin)} {_px(left + height)}Z"
        )

    # ---- quota and words

    def _quota_lines(self) -> tuple[str, ...]:
        quota: Any = self._stored.numbers["quota"]
        if quota is None:
            return ()
        reached = [
            lane
            for key, lane in self._lanes.items()
            if key != EXHAUSTED and any(one.get(key, 0) >= quota for one in self._held)
        ]
        return tuple(_px(lane.block_top + self._length(Fraction(quota))) for lane in reached)

    def _says(self) -> str:
        things = "votes" if self._stored.rule.form == STV else "ballots"
        quota = self._stored.numbers["quota"]
        line = "" if quota is None else f" The dashed line is the quota of {quota}."
        return (
            f"Plain bands are {things} that stay, striped bands those that move on; heights are "
            f"numbers of {things}. ✓ is elected, ✕ excluded.{line}"
        )


def _px(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")
