"""What all readers do: line by line, refusing what a cell does not say."""

from collections.abc import Callable, Iterator

from members.errors import BadCell
from members.feeds.cells import LONGEST_TOWN, email, number, words
from members.feeds.rows import Foreign, Outcome, Person, Refusal, Row
from members.feeds.tables import Line, Table


def each(table: Table, read: Callable[[Line], Row | Foreign]) -> Iterator[Outcome]:
    for line in table.lines():
        if isinstance(line, Refusal):
            yield line
            continue
        try:
            yield read(line)
        except BadCell as refusal:
            yield Refusal(line.number, str(refusal))


def person(
    *,
    name: str,
    emails: list[str],
    own_number: str,
    town: str = "",
    chapters: tuple[str, ...] = (),
    are_tags: bool = True,
) -> Person:
    """Raises:
    BadCell: nothing says who it is, or an address is none.
    """
    addresses = tuple(dict.fromkeys(filter(None, map(email, emails))))
    found = number(own_number, "number of the person")
    if not addresses and not found:
        raise BadCell("Neither an address nor a number says who this is.")
    return Person(words(name), addresses, found, words(town, LONGEST_TOWN), chapters, are_tags)


def tags(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(words, text.replace(";", ",").split(","))))
