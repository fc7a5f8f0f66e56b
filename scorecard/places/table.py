"""The table of towns, wards and precincts with their districts, in memory."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from scorecard.places.names import key_of

HOUSE, SENATE = "house", "senate"
CHAMBERS = (HOUSE, SENATE)


@dataclass(frozen=True)
class Districts:
    """Who represents a place; empty where that is not known."""

    house: str
    senate: str

    def of(self, chamber: str) -> str:
        return self.house if chamber == HOUSE else self.senate


@dataclass(frozen=True)
class Precinct:
    ward: str
    name: str
    districts: Districts


@dataclass(frozen=True)
class Town:
    """A town or city with all its precincts; wards are empty where it has none."""

    name: str
    county: str
    precincts: tuple[Precinct, ...]

    @cached_property
    def wards(self) -> tuple[str, ...]:
        return in_order({one.ward for one in self.precincts if one.ward})

    def within(self, ward: str = "", precinct: str = "") -> tuple[Precinct, ...]:
        """The precincts that answers so far leave; what is empty has not been answered."""
        return tuple(
            one
            for one in self.precincts
            if (not ward or key_of(one.ward) == key_of(ward))
            and (not precinct or key_of(one.name) == key_of(precinct))
        )


@dataclass(frozen=True)
class District:
    chamber: str
    name: str
    long_name: str


@dataclass(frozen=True)
class Reach:
    """What a district takes in, whole or in part. `key` finds it by a town's name."""

    place: int
    towns: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True)
class ZipPoint:
    """One point of a ZIP code, longitude first, and the town there: a first guess."""

    code: str
    longitude: float
    latitude: float
    town: str


@dataclass(frozen=True)
class Table:
    """A state's places. `other_names` are parts of towns that people live in by name."""

    place: str
    credits: tuple[str, ...]
    districts: tuple[District, ...]
    towns: tuple[Town, ...]
    other_names: dict[str, str]
    zips: dict[str, ZipPoint]

    @cached_property
    def town_by_key(self) -> dict[str, Town]:
        return {key_of(town.name): town for town in self.towns}

    @cached_property
    def names(self) -> dict[str, dict[str, str]]:
        """By chamber: every spelling of a district that is known, to its name."""
        found: dict[str, dict[str, str]] = {chamber: {} for chamber in CHAMBERS}
        for one in self.districts:
            found[one.chamber][key_of(one.name)] = one.name
            found[one.chamber][key_of(one.long_name)] = one.name
        return found

    @cached_property
    def counties(self) -> tuple[str, ...]:
        return tuple(sorted({town.county for town in self.towns if town.county}))

    @cached_property
    def reach(self) -> dict[tuple[str, str], Reach]:
        """By chamber and district: its place in the list, and its towns with their counties."""
        return {
            (one.chamber, one.name): _reach(one, place, list(self.towns_in(one.chamber, one.name)))
            for place, one in enumerate(self.districts)
        }

    def name_of(self, chamber: str, district: str) -> str:
        """A district under the name that it has here, however it is spelled; else as it is."""
        return self.names[chamber].get(key_of(district), district)

    def towns_in(self, chamber: str, district: str) -> dict[Town, tuple[Precinct, ...]]:
        """The towns that lie in a district, with those of their precincts that do."""
        found = {
            town: tuple(one for one in town.precincts if one.districts.of(chamber) == district)
            for town in self.towns
        }
        return {town: precincts for town, precincts in found.items() if precincts}


def _reach(district: District, place: int, towns: list[Town]) -> Reach:
    names = tuple(town.name for town in towns)
    counties = tuple(sorted({town.county for town in towns if town.county}))
    spellings = (district.name, district.long_name)
    words = dict.fromkeys(key_of(" ".join((*spellings, *names))).split())
    return Reach(place, names, counties, " ".join(words))


def districts_of(precincts: Iterable[Precinct]) -> frozenset[Districts]:
    return frozenset(one.districts for one in precincts)


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """2 before 10, and 3A after 3."""
    return tuple(sorted(names, key=place_in_order))


def place_in_order(name: str) -> tuple[int, str]:
    number = re.match(r"\d*", name)
    figures = number.group() if number else ""
    return int(figures or 0), name[len(figures) :]
