"""Bringing stored rows up to the facts, touching only what differs."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models

AT_ONCE = 2000
Facts = Mapping[Any, dict[str, Any]]


def bring_up_to(rows: models.QuerySet[Any], stored: Mapping[Any, Any], facts: Facts) -> None:
    """Add, change and take away rows until they are as the facts say; unchanged ones stay.

    Args:
        rows: the rows of the session, any filter by plain fields.
        stored: those rows by key.
        facts: by the same keys, the fields that a row should have.
    """
    rows.filter(pk__in=[row.pk for key, row in stored.items() if key not in facts]).delete()
    changed = [
        changed_to(stored[key], fresh)
        for key, fresh in facts.items()
        if key in stored and differs(stored[key], fresh)
    ]
    if changed:
        rows.bulk_update(changed, list(next(iter(facts.values()))))
    added = [fresh for key, fresh in facts.items() if key not in stored]
    rows.model._default_manager.bulk_create(rows.model(**fresh) for fresh in added)


def differs(row: models.Model, fresh: Mapping[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in fresh.items())


def changed_to(row: models.Model, fresh: Mapping[str, Any]) -> models.Model:
    for name, value in fresh.items():
        setattr(row, name, value)
    return row


def topics_of(tags: str, topics: Mapping[str, int]) -> list[int]:
    """The topics that a cell names, split at commas; names that no topic has are left out."""
    names = [tag.strip().lower() for tag in tags.split(",")]
    return list(dict.fromkeys(topics[name] for name in names if name in topics))


def set_topics(through: Any, column: str, wanted: Mapping[int, Iterable[int]]) -> None:
    """Args: column: of the owner in the table between; wanted: owner to topics."""
    there = through.objects.filter(**{f"{column}__in": list(wanted)})
    pairs = {(owner, topic) for owner, found in wanted.items() for topic in found}
    if pairs != set(there.values_list(column, "topic_id")):
        there.delete()
        through.objects.bulk_create(
            through(**{column: owner, "topic_id": topic}) for owner, topic in sorted(pairs)
        )


def in_portions(manager: Any, rows: Sequence[models.Model]) -> None:
    manager.bulk_create(rows, batch_size=AT_ONCE)
