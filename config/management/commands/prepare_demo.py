"""Everything the demo needs in its database and folders; quick when it is all there."""

import hashlib
import io
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.exceptions import NodeNotFoundError
from django.db.migrations.loader import MigrationLoader

from config.supervisor.telling import step

LEFT_BEHIND = (
    "This demo was made by an older version, whose data this one does not read. "
    "`make demo-reset` deletes it; `make demo` then starts afresh."
)


class Command(BaseCommand):
    help = "Bring the demo's database, static files and organisation up to date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--logins", type=Path, help="where to write whom to log in as")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is for demonstrations only: DEMO is not set.")
        if is_left_behind():
            raise CommandError(LEFT_BEHIND)
        with step("Bringing the database up to date"):
            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)
        with step("Collecting static files"):
            collect_static_files(settings.LOCAL_DIR / "static-files")
        with step("Loading the demo organisation"):
            call_command("load_demo_scorecard")
            logins = load_organisation()
        if options["logins"]:
            options["logins"].write_text(logins)


def is_left_behind() -> bool:
    """Whether the database stands amid migrations that were folded into one since.

    Django applies nothing then and says nothing.
    """
    try:
        loader = MigrationLoader(connection)
    except NodeNotFoundError:
        return True
    return any(folded not in loader.graph.nodes for folded in loader.replacements)


def load_organisation() -> str:
    """What `load_demo` prints: whom to log in as."""
    if "load_demo" not in get_commands():
        return ""
    printed = io.StringIO()
    call_command("load_demo", stdout=printed)
    return printed.getvalue()


def collect_static_files(stamp: Path) -> None:
    """Hash and compress the static files, unless they are those of the last time."""
    now = fingerprint()
    is_current = stamp.exists() and stamp.read_text() == now
    if not is_current or not (settings.STATIC_ROOT / "staticfiles.json").exists():
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(now)


def fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            seen = Path(storage.path(name)).stat()
            digest.update(f"{name} {seen.st_size} {seen.st_mtime_ns}\n".encode())
    return digest.hexdigest()
