"""The Chromium of the machine. None is downloaded."""

import os
import shutil
from pathlib import Path

NAMES = [
    "chromium-headless-shell",  # the same without windows: the least work
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
]
ON_MACOS = [
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
]
# Quiet: no first-run pages, no calls home. Root has no sandbox to offer.
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]
MISSING = "no Chromium found: install one (apt install chromium), or name it in CHROMIUM"


def find() -> str | None:
    if chosen := os.environ.get("CHROMIUM"):
        return chosen
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return next((str(path) for path in ON_MACOS if path.exists()), None)


def is_required() -> bool:
    return os.environ.get("BROWSER_TESTS") == "required"
