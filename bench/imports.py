"""python -m bench.imports [ROWS [MEMBERS]]: how fast a file goes onto the ledger and off again.

On a database of its own, like `bench.tally`; `bench.measured.imports` does the measuring.
"""

import sys

from bench import tally
from config.embedded import Trouble

if __name__ == "__main__":
    try:
        sys.exit(tally.main(sys.argv[1:], "bench.measured.imports"))
    except Trouble as trouble:
        sys.exit(str(trouble))
    except KeyboardInterrupt:
        sys.exit(130)
