"""python -m config.embedded: use the private servers from a shell.

run [--ephemeral] -- COMMAND   run a command that finds them in its environment
status                         what runs, and where
"""

import os
import signal
import subprocess
import sys

from config.embedded import keeper
from config.embedded.development import values
from config.embedded.places import places_of
from config.embedded.servers import ROOT, Servers, running
from config.embedded.trouble import Trouble


def main(words: list[str]) -> int:
    match words:
        case ["keep", base, sockets, is_ephemeral]:
            return keeper.main(base, sockets, is_ephemeral)
        case ["status"]:
            return status()
        case ["run", "--ephemeral", "--", *command] if command:
            return run(command, ephemeral=True)
        case ["run", "--", *command] if command:
            return run(command)
    sys.stderr.write(f"{__doc__}")
    return 2


def status() -> int:
    servers = Servers(places_of(ROOT))
    if not servers.places.base.exists():
        print("No servers yet.")
        return 1
    for name, pid in servers.pids().items():
        print(f"{name}: {f'process {pid}' if pid else 'not running'}")
    print(f"in {servers.places.base}")
    return 0


def run(command: list[str], *, ephemeral: bool = False) -> int:
    """Run a command; a Ctrl-C is the command's to answer, a SIGTERM is passed on to it."""
    with running(ephemeral=ephemeral) as servers:
        environment = {**os.environ, **values(servers), "EMBEDDED_BASE": str(servers.places.base)}
        child = subprocess.Popen(command, env=environment, pass_fds=(servers.hold,))
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        return child.wait()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Trouble as trouble:
        sys.exit(str(trouble))
