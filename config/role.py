"""What kind of process this is. An entry point says so before the settings are read.

A variable of the environment would be handed on to every child, whatever the child is.
"""

from typing import Literal

current: Literal["web", "worker", "command"] = "command"
