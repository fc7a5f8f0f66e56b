"""What apps above show on "My membership" and in what a member takes home.

The app above fills these lists when it starts; this app asks for no names from there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from members.models import Member, User


@dataclass(frozen=True)
class PanelRow:
    """One line: what it was, where it can be looked up, and what of the member is known there."""

    title: str
    address: str
    says: str


@dataclass(frozen=True)
class Panel:
    """A section of the page; `none` is said when there are no rows."""

    title: str
    standfirst: str
    none: str
    rows: Callable[[Member], list[PanelRow]]


Sections = Mapping[str, list[dict[str, Any]]]

panels: list[Panel] = []
# The address of a round and a member to a sentence: whether they are on its roll, and why. Raises
# ObjectDoesNotExist for an address that no round has.
roll_answers: list[Callable[[str, Member], str]] = []
# Name of a table to its rows, of plain values, for a member's export.
exports: list[Callable[[Member], Sections]] = []
# The same of a log-in, whoever's it is.
login_exports: list[Callable[[User], Sections]] = []
