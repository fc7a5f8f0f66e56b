"""The values that a checkout runs with when its environment names no servers."""

import atexit
import os
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

from config.embedded.places import places_of
from config.embedded.servers import ROOT, Servers
from config.embedded.trouble import Trouble

ALL_OR_NONE = ["DATABASE_URL", "REDIS_URL", "SECRET_KEY"]


def prepare_environment(arguments: Sequence[str] = ()) -> None:
    """Bring servers and development values for `manage.py`, unless the environment has its own.

    They run for as long as the command does, and longer only while somebody else uses them.
    """
    given = [name for name in ALL_OR_NONE if os.environ.get(name)]
    if given:
        if missing := [name for name in ALL_OR_NONE if name not in given]:
            sys.exit(
                f"Settings missing from the environment: {', '.join(missing)}. "
                f"({', '.join(given)} is set; with none of the three, a checkout uses its own "
                f"private servers.)"
            )
        return
    if arguments and arguments[0] == "runserver":
        os.environ.setdefault("DEBUG", "1")
    servers = Servers(places_of(ROOT))
    try:
        servers.begin()
    except Trouble as trouble:
        sys.exit(str(trouble))
    atexit.register(servers.end)
    os.environ.update(values(servers))


def values(servers: Servers, root: Path = ROOT) -> dict[str, str]:
    return {
        "DEMO": "1",
        "SECRET_KEY": secret_key(root / ".local" / "secret-key"),
        **servers.places.environment(),
    }


def secret_key(path: Path) -> str:
    """The checkout's own key, made once, so that log-ins outlive a restart."""
    path.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text()
