"""The page of all legislators, ready to print: what was chosen, and links to choose otherwise."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from scorecard import atlas
from scorecard.models import Session
from scorecard.pages.choosing import (
    EARLIER,
    GROUPS,
    NUMBERS,
    Choice,
    Group,
    fits,
    grouped,
    sort,
    vacant_of,
)
from scorecard.pages.legislators import Everybody
from scorecard.pages.lines import Held
from scorecard.places.names import WORDS


@dataclass(frozen=True)
class Order:
    """A link that sorts, and how the list is sorted by it now: empty if by something else."""

    label: str
    url: str
    state: str


@dataclass(frozen=True)
class Listing:
    everybody: Everybody
    choice: Choice

    @property
    def is_earlier(self) -> bool:
        return self.choice.served == EARLIER

    @property
    def session(self) -> Session | None:
        return self.everybody.session

    @property
    def before(self) -> Session | None:
        return self.everybody.before

    @property
    def without_score(self) -> int:
        return sum(line.score is None for line in self.everybody.lines)

    @property
    def with_score(self) -> int:
        return len(self.everybody.lines) - self.without_score

    @cached_property
    def groups(self) -> list[Group]:
        lines = self.everybody.lines
        chosen = sort((one for one in lines if fits(one, self.choice)), self.choice.sort)
        return grouped(lines, chosen, self.choice.group)

    @property
    def shown(self) -> int:
        return sum(len(group.lines) for group in self.groups)

    @cached_property
    def vacant(self) -> list[Held]:
        return vacant_of(self.everybody.vacant, self.choice)

    @property
    def seats(self) -> int:
        return len(self.everybody.lines) + len(self.everybody.vacant)

    @property
    def has_endorsed(self) -> bool:
        return any(line.is_endorsed for line in self.everybody.lines)

    @property
    def place(self) -> str:
        return atlas.table().place

    @property
    def parties(self) -> list[tuple[str, int]]:
        """With how many belong to each, the largest first."""
        return Counter(
            line.held.party for line in self.everybody.lines if line.held.party
        ).most_common()

    @property
    def orders(self) -> dict[str, Order]:
        """A second click on the order of now turns it round."""
        labels = {
            "name": "Name",
            "district": "District",
            "party": "Party",
            "score": "Score",
            "recorded": "On record",
            "trend": "Trend",
            "session": "Last session",
        }
        return {name: self._order(name, label) for name, label in labels.items()}

    def _order(self, name: str, label: str) -> Order:
        by = self.choice.sort
        other = f"-{name}" if by == name else name
        if by.removeprefix("-") != name:
            return Order(label, self.choice.query(sort=other), "")
        is_rising = (name in NUMBERS) == by.startswith("-")
        return Order(
            label, self.choice.query(sort=other), "ascending" if is_rising else "descending"
        )

    @property
    def groupings(self) -> list[tuple[str, str, bool]]:
        """The word, the address, whether it is so now."""
        return [
            (word, self.choice.query(group=name), name == self.choice.group)
            for name, word in GROUPS.items()
        ]

    @property
    def everybody_url(self) -> str:
        """The same list with nobody left out."""
        return Choice(served=self.choice.served).query(
            sort=self.choice.sort, group=self.choice.group
        )

    @property
    def without_score_url(self) -> str:
        return Choice(served=self.choice.served).query(grade="none")

    @property
    def other_url(self) -> str:
        """The people who served earlier from those of now, and back."""
        return Choice(served="" if self.is_earlier else EARLIER).query()

    @property
    def short_words(self) -> str:
        """For the script that filters as one types: the short forms that we know."""
        return " ".join(f"{short}={whole}" for short, whole in WORDS.items())
