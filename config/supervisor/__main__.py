"""python -m config.supervisor demo | reset"""

import sys

from config.embedded import Trouble
from config.embedded.trouble import told_plainly
from config.supervisor import demo, reset

ACTIONS = {"demo": demo.run, "reset": reset.run}

if __name__ == "__main__":
    try:
        with told_plainly(demo.LOCAL):
            sys.exit(ACTIONS[sys.argv[1]]())
    except Trouble as trouble:
        sys.exit(f"\n{trouble}")
