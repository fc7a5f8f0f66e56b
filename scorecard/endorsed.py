"""Whom of the legislators the members endorsed; the app above knows, and fills this list.

A page that asks is kept only as long as the answer stays the same (`freshness.py`): who fills the
list has nothing to invalidate.
"""

from collections.abc import Callable, Collection

# Each gives the ids of legislators who sit, or sat, with an endorsement that stands; one query.
sources: list[Callable[[], Collection[int]]] = []


def endorsed() -> frozenset[int]:
    """Ids of legislators whom the members endorsed; none where nobody says so."""
    return frozenset(person for source in sources for person in source())
