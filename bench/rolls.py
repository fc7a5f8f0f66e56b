"""python -m bench.rolls [MEMBERS]: how fast the roll of a round is frozen.

On a database of its own, like `bench.tally`; `bench.measured.rolls` does the measuring.
"""

import sys

from bench import tally
from config.embedded import Trouble

if __name__ == "__main__":
    try:
        sys.exit(tally.main(sys.argv[1:], "bench.measured.rolls"))
    except Trouble as trouble:
        sys.exit(str(trouble))
    except KeyboardInterrupt:
        sys.exit(130)
