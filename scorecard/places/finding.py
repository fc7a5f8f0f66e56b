"""From what somebody typed to the towns they may mean."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from math import cos, hypot, radians

from scorecard.places.names import key_of, typed_key
from scorecard.places.table import Table, Town, ZipPoint

MOST_GUESSES = 6
# Two words that share this much of their letters may be one, misspelt.
ALIKE = 0.72
FEWEST_LETTERS = 3
KM_PER_DEGREE = 111.2
NEIGHBOURS_KM = 12
ZIP = re.compile(r"(\d{5})(?:-\d{4})?")


@dataclass(frozen=True)
class Guess:
    """The towns that may be meant, likeliest first. `is_sure` where it is one and no guess."""

    towns: tuple[Town, ...]
    is_sure: bool = False
    zip_code: str = ""


def guess(table: Table, typed: str) -> Guess:
    """What is meant by a town's name, a part of one, a misspelt one, or a ZIP code."""
    if found := ZIP.fullmatch(typed.strip()):
        return _by_zip(table, found.group(1))
    key = typed_key(typed)
    if town := _exact(table, key):
        return Guess((town,), is_sure=True)
    if len(key) < FEWEST_LETTERS:
        return Guess(())
    towns = _partly(table, key)
    starts = towns and all(key_of(town.name).startswith(key) for town in towns)
    if len(towns) == 1 and starts:
        return Guess(towns, is_sure=True)
    return Guess((towns or _misspelt(table, key))[:MOST_GUESSES])


def _exact(table: Table, key: str) -> Town | None:
    named = table.other_names.get(key)
    return table.town_by_key.get(key_of(named) if named else key)


def _partly(table: Table, key: str) -> tuple[Town, ...]:
    """Towns with the text in their name, those that begin with it first."""
    known = table.town_by_key
    starts = [town for name, town in known.items() if name.startswith(key)]
    inside = [town for name, town in known.items() if key in name and town not in starts]
    return (*starts, *inside)


def _misspelt(table: Table, key: str) -> tuple[Town, ...]:
    known = {**dict.fromkeys(table.other_names), **table.town_by_key}
    names = get_close_matches(key, known, n=MOST_GUESSES, cutoff=ALIKE)
    towns = [_exact(table, name) for name in names]
    return tuple(dict.fromkeys(town for town in towns if town))


def _by_zip(table: Table, code: str) -> Guess:
    """The town at the code's point, and those of other codes near by: a code may reach there."""
    own = table.zips.get(code)
    if own is None:
        return Guess((), zip_code=code)
    near = sorted(table.zips.values(), key=lambda other: _km_between(own, other))
    names = [other.town for other in near if _km_between(own, other) <= NEIGHBOURS_KM]
    towns = dict.fromkeys(table.town_by_key[key_of(name)] for name in names)
    return Guess(tuple(towns)[:MOST_GUESSES], zip_code=code)


def _km_between(one: ZipPoint, other: ZipPoint) -> float:
    east = (one.longitude - other.longitude) * cos(radians(one.latitude))
    return hypot(east, one.latitude - other.latitude) * KM_PER_DEGREE
