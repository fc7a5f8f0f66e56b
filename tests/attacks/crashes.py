"""Dying at a chosen place: before a statement, before a commit, around a file of a key."""

import os
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from endorsements import keys, log
from endorsements.models import KeyName, Round

MOST_PLACES = 200
TRACES = """
    SELECT status, num_nulls(mix_key, tally_key, signing_key),
        (SELECT array_agg(seq ORDER BY id) FROM endorsements_logentry WHERE round_id = r.id),
        (SELECT count(*) FROM endorsements_castrecord),
        (SELECT count(*) FROM endorsements_checkpoint),
        (SELECT count(*) FROM endorsements_envelope),
        (SELECT count(*) FROM endorsements_innerballot),
        (SELECT count(*) FROM endorsements_keyevent),
        (SELECT array_agg(marks::text ORDER BY id) FROM endorsements_paperentry),
        (SELECT count(*) FROM endorsements_recordfile),
        (SELECT count(*) FROM members_outboxmail)
    FROM endorsements_round r WHERE id = %s
"""
FILE_ACTS = [(os, "open"), (os, "fsync"), (os, "link"), (Path, "unlink")]


class Killed(BaseException):
    """No `except Exception` may survive it."""


class Dying:
    """Counts the places passed and dies at one of them."""

    def __init__(self, at: int) -> None:
        self.left = at

    def place(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise Killed

    def statement(self, execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.place()
        return execute(sql, params, many, context)

    def around(self, act: Callable) -> Callable:
        def watched(*args: Any, **kwargs: Any) -> Any:
            self.place()
            result = act(*args, **kwargs)
            self.place()
            return result

        return watched


@contextmanager
def dying(monkeypatch: Any, at: int) -> Any:
    death = Dying(at)
    with monkeypatch.context() as patch, connection.execute_wrapper(death.statement):
        commit = connection.commit

        def commit_or_die() -> None:
            try:
                death.place()
            except Killed:
                connection.close()
                raise
            commit()

        patch.setattr(connection, "commit", commit_or_die)
        for owner, name in FILE_ACTS:
            patch.setattr(owner, name, death.around(getattr(owner, name)))
        yield


def run_and_die_everywhere(monkeypatch: Any, voting_round: Round, act: Callable[[], Any]) -> int:
    """Run an act until it ends, dying at each of its places first.

    Whenever a death left something behind, it begins again with the first place.

    Returns:
        How many times it died.
    """
    at, deaths, before = 1, 0, traces(voting_round)
    while True:
        assert at < MOST_PLACES
        try:
            with dying(monkeypatch, at):
                act()
        except Killed:
            deaths += 1
        else:
            return deaths
        after = traces(voting_round)
        at = at + 1 if after == before else 1
        before = after


def key_files(voting_round: Round) -> list[Path]:
    """Files that hold a key of the round, drafts included."""
    folders = [keys._path(voting_round.pk, key).parent for key in KeyName]
    return [path for folder in folders for path in folder.glob(f"*{voting_round.pk}*")]


def traces(voting_round: Round) -> list[Any]:
    """What an act may have left behind: rows, status, files."""
    with connection.cursor() as cursor:
        cursor.execute(TRACES, [voting_round.pk])
        rows = list(cursor.fetchone())
    # Of drafts that were left there may be several, but that is no progress.
    files = {path.name[:40] for path in key_files(voting_round)}
    kept = log._checkpoint_file(voting_round.pk)
    return [*rows, files, kept.stat().st_size if kept.exists() else 0]
