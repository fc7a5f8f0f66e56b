#!/usr/bin/env python
"""Django's command line. Without DATABASE_URL and REDIS_URL it brings its own servers."""

import os
import sys

from config import embedded


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    embedded.prepare_environment(sys.argv[1:])

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
