"""What has to be asked until the districts of somebody's home are known."""

from dataclasses import dataclass

from scorecard.places.table import CHAMBERS, Precinct, Town, districts_of, in_order


@dataclass(frozen=True)
class Step:
    """How far the answers lead: to districts, or to a question and its choices.

    `house` and `senate` stand as soon as they are known, which may be before the last question.
    """

    house: str = ""
    senate: str = ""
    question: str = ""
    choices: tuple[str, ...] = ()
    not_there: str = ""

    @property
    def is_answer(self) -> bool:
        return bool(self.house and self.senate)


def step(town: Town, ward: str = "", precinct: str = "") -> Step:
    """The next step for somebody who lives in a town; answers that are not needed are ignored."""
    left = town.within()
    if len(districts_of(left)) > 1 and town.wards:
        if not (ward and (within := town.within(ward))):
            return _ask("ward", left, town.wards, ward)
        left = within
    if len(districts_of(left)) > 1:
        if not (precinct and (within := town.within(ward if town.wards else "", precinct))):
            return _ask("precinct", left, in_order({one.name for one in left}), precinct)
        left = within
    known = _known(left)
    return Step(known["house"], known["senate"])


def _ask(
    question: str, left: tuple[Precinct, ...], choices: tuple[str, ...], not_there: str
) -> Step:
    known = _known(left)
    return Step(known["house"], known["senate"], question, choices, not_there)


def _known(precincts: tuple[Precinct, ...]) -> dict[str, str]:
    found = {chamber: {one.districts.of(chamber) for one in precincts} for chamber in CHAMBERS}
    return {chamber: min(names) if len(names) == 1 else "" for chamber, names in found.items()}
