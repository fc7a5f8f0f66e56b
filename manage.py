#!/usr/bin/env python
"""Django's command line. Without DATABASE_URL and REDIS_URL it brings its own servers."""

import os
import sys

from config import embedded


def main() -> None:
    if sys.argv[1:2] == ["tally"]:
        count_a_file()
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    embedded.prepare_environment(sys.argv[1:])

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def count_a_file() -> None:
    """Run the one command that needs no site: no settings, no servers, so that it starts fast."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)

    from endorsements.management.commands.tally import Command

    Command().run_from_argv(sys.argv)


if __name__ == "__main__":
    main()
