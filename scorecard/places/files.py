"""Reading a file of places; facts/massachusetts.txt says how it is written."""

from collections.abc import Iterable
from pathlib import Path

from scorecard.errors import Unreadable
from scorecard.places.names import key_of
from scorecard.places.table import (
    CHAMBERS,
    District,
    Districts,
    Precinct,
    Table,
    Town,
    ZipPoint,
    place_in_order,
)

OURS = Path(__file__).parent / "facts" / "massachusetts.txt"
SECTIONS = ("place", "credits", *CHAMBERS, "towns", "other names", "zips")
NEEDED = ("place", *CHAMBERS, "towns")

# A line with its number in the file.
Line = tuple[int, str]


def read(path: Path = OURS) -> Table:
    """The table of a file.

    Raises:
        Unreadable: it is not written as such files are, or contradicts itself; says where.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise Unreadable(f"The file of places {path.name} cannot be read.") from fault
    return parse(text)


def parse(text: str) -> Table:
    """As `read`, from the text of a file."""
    sections = _sections(text)
    for name in NEEDED:
        if not sections[name]:
            raise Unreadable(f"The file of places has nothing in [{name}].")
    table = Table(
        place=sections["place"][0][1],
        credits=tuple(line for _, line in sections["credits"]),
        districts=tuple(
            District(chamber, *_cells(line, 2))
            for chamber in CHAMBERS
            for line in sections[chamber]
        ),
        towns=tuple(_towns(sections["towns"])),
        other_names={key_of(name): town for name, town in _pairs(sections["other names"])},
        zips={point.code: point for point in map(_zip, sections["zips"])},
    )
    _check(table)
    return table


def _sections(text: str) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {name: [] for name in SECTIONS}
    section = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            section = line.strip("[]")
        elif section in found:
            found[section].append((number, line))
        if section not in found:
            raise Unreadable(f"Line {number} of the file of places belongs to no known section.")
    return found


def _cells(line: Line, wanted: int) -> list[str]:
    number, text = line
    cells = [cell.strip() for cell in text.split("|")]
    if len(cells) != wanted:
        raise Unreadable(f"Line {number} of the file of places has not {wanted} parts.")
    return cells


def _pairs(lines: Iterable[Line]) -> Iterable[tuple[str, str]]:
    for line in lines:
        name, town = _cells(line, 2)
        yield name, town


def _towns(lines: Iterable[Line]) -> Iterable[Town]:
    town, precincts = "", list[Precinct]()
    for line in lines:
        if not line[1].startswith(" "):
            if town:
                yield _town(town, precincts)
            town, precincts = line[1], []
            _cells(line, 2)
            continue
        ward, names, house, senate = _cells(line, 4)
        districts = Districts(house, senate)
        precincts += [Precinct(ward, name, districts) for name in names.split()]
    yield _town(town, precincts)


def _town(head: str, precincts: list[Precinct]) -> Town:
    name, _, county = head.partition("|")
    if not precincts:
        raise Unreadable(f"{name or 'The first town'} has no precincts in the file of places.")
    if len({(one.ward, one.name) for one in precincts}) < len(precincts):
        raise Unreadable(f"{name} has a precinct twice in the file of places.")
    precincts.sort(key=lambda one: (place_in_order(one.ward), place_in_order(one.name)))
    return Town(name, county, tuple(precincts))


def _zip(line: Line) -> ZipPoint:
    code, latitude, longitude, town = _cells(line, 4)
    try:
        return ZipPoint(code, float(longitude), float(latitude), town)
    except ValueError as fault:
        raise Unreadable(f"Line {line[0]} of the file of places has no point.") from fault


def _check(table: Table) -> None:
    """Every name that is used is one that is declared."""
    if len(table.town_by_key) < len(table.towns):
        raise Unreadable("A town stands in the file of places twice.")
    known = {
        chamber: {one.name for one in table.districts if one.chamber == chamber}
        for chamber in CHAMBERS
    }
    for town in table.towns:
        for one in town.precincts:
            for chamber in CHAMBERS:
                if (name := one.districts.of(chamber)) not in known[chamber]:
                    raise Unreadable(f"{town.name} lies in {name}, which is no {chamber} district.")
    named = {*table.other_names.values(), *(point.town for point in table.zips.values())}
    if unknown := sorted(name for name in named if key_of(name) not in table.town_by_key):
        raise Unreadable(f"{unknown[0]} is named in the file of places, but is no town in it.")
