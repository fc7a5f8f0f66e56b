"""python -m bench.mails [MEMBERS]: how fast a round's mail is queued and handed over.

On a database of its own, like `bench.tally`; `bench.measured.mails` does the measuring.
"""

import sys

from bench import tally
from config.embedded import Trouble

if __name__ == "__main__":
    try:
        sys.exit(tally.main(sys.argv[1:], "bench.measured.mails"))
    except Trouble as trouble:
        sys.exit(str(trouble))
    except KeyboardInterrupt:
        sys.exit(130)
