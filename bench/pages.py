"""python -m bench.pages [SECONDS]: how fast public pages are answered, and what they weigh.

On a database of its own, like `bench.tally`; `bench.measured.pages` does the measuring.
"""

import sys

from bench import tally
from config.embedded import Trouble

if __name__ == "__main__":
    try:
        sys.exit(tally.main(sys.argv[1:], "bench.measured.pages"))
    except Trouble as trouble:
        sys.exit(str(trouble))
    except KeyboardInterrupt:
        sys.exit(130)
