"""Who sits for a town, a ward, a precinct, or a point."""

from scorecard import atlas
from scorecard.models import Chamber
from scorecard.places.asking import step
from scorecard.places.finding import guess
from scorecard.seats import Seat, seats_of


class NotFound(Exception):
    """No such place; says so in one sentence."""


def of_town(typed: str, ward: str, precinct: str) -> dict[str, object]:
    """Args: typed: a town's name as people write it, or a ZIP code that leads to one town.

    Raises:
        NotFound: no town is called so, or several may be meant.
    """
    found = guess(atlas.table(), typed)
    if not found.is_sure:
        names = ", ".join(town.name for town in found.towns)
        hint = f"Which do you mean: {names}?" if names else "Write it as it is on a map."
        raise NotFound(f"No one town is surely meant by this. {hint}")
    reached = step(found.towns[0], ward, precinct)
    names_by_chamber = {Chamber.HOUSE: reached.house, Chamber.SENATE: reached.senate}
    seats = seats_of((chamber, name) for chamber, name in names_by_chamber.items() if name).seats
    return {
        "town": found.towns[0].name,
        "question": reached.question,
        "choices": list(reached.choices),
        "seats": [_seat(one) for one in seats],
    }


def of_point(longitude: float, latitude: float) -> dict[str, object]:
    """Raises: NotFound: no boundaries are loaded, or the point lies in no district."""
    maps = atlas.maps()
    if not maps.can_place_points:
        raise NotFound("Points cannot be placed here: the districts' boundaries are not loaded.")
    found = maps.at(longitude, latitude)
    places = [(chamber, name) for chamber, one in found.items() for name in one.districts]
    if not places:
        raise NotFound("This point lies in no district.")
    seats = [_seat(one) for one in seats_of(places).seats]
    return {"town": "", "question": "", "choices": [], "seats": seats}


def _seat(one: Seat) -> dict[str, object]:
    who = one.legislator
    return {
        "chamber": one.chamber.value,
        "district": one.district,
        "legislator": who.slug if who else "",
        "name": who.name if who else "",
        "party": one.service.party if one.service else "",
        "score": one.score,
        "letter": one.letter,
    }
