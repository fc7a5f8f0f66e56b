"""python -m bench.tally [RECORDS ...]: how fast contests are counted, on a database of its own.

Starts private servers and runs `bench.measured` beside them; `--help` says what can be chosen.
"""

import os
import subprocess
import sys
from collections.abc import Sequence

from config.embedded import Trouble, running
from config.embedded.servers import ROOT
from tests.environment import testing_below


def main(words: Sequence[str], measured: str = "bench.measured") -> int:
    with running(ephemeral=True) as servers:
        base = str(servers.places.base)
        found = servers.places.environment() | testing_below(base)
        environment = {**os.environ, **found, "DJANGO_SETTINGS_MODULE": "config.settings"}
        command = [sys.executable, "-m", measured, *words]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Trouble as trouble:
        sys.exit(str(trouble))
    except KeyboardInterrupt:
        sys.exit(130)
