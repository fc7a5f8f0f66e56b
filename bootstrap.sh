#!/bin/sh
# Makes .venv with the packages of requirements.lock. Does nothing when that is done already.
# Needs python3 (3.11 or later); uses uv when it can be had (three times faster), pip otherwise.
set -eu
cd "$(dirname "$0")"
ROOT=$(pwd -P)
VENV=$ROOT/.venv
MEGABYTES_NEEDED=700

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }

# What the folder was made from: another lock, another place or another script makes it stale.
fingerprint() { { cat requirements.lock bootstrap.sh; say "$ROOT"; } | cksum; }

# Two at once (a demo beside the tests) take turns, where the machine has flock.
if command -v flock >/dev/null 2>&1 && [ -w . ]; then
    mkdir -p .cache
    exec 9>.cache/bootstrap.lock
    flock 9
fi

if [ -f "$VENV/.ok" ] && [ "$(cat "$VENV/.ok")" = "$(fingerprint)" ] \
    && "$VENV/bin/python" -c '' 2>/dev/null; then
    exit 0
fi

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

PYTHON=
for candidate in ${PYTHON3:-} python3 python3.13 python3.12 python3.11 python3.14; do
    if command -v "$candidate" >/dev/null 2>&1 && is_new_enough "$candidate"; then
        PYTHON=$candidate
        break
    fi
done
if [ -z "$PYTHON" ]; then
    command -v python3 >/dev/null 2>&1 || stop "Python is missing: install python3, 3.11 or later." \
        "(Debian and Ubuntu: apt install python3 python3-venv; macOS: brew install python)"
    stop "Python is too old: this needs 3.11 or later, and python3 here is" \
        "$(python3 -c 'import platform; print(platform.python_version())')." \
        "Name another one with PYTHON3=/path/to/python3.12 make setup."
fi

free=$(df -Pk . | awk 'NR == 2 { print int($4 / 1024) }')
[ "$free" -ge "$MEGABYTES_NEEDED" ] || stop "There is no room left: $free MB are free in $ROOT," \
    "the packages need about $MEGABYTES_NEEDED MB."
[ -w . ] || stop "$ROOT may not be written by $(id -un)."

rm -f "$VENV/.ok"
[ ! -d "$VENV" ] || "$VENV/bin/python" -c '' 2>/dev/null || rm -rf "$VENV"
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# uv does not read pip's settings: a mirror named there must hold for it too.
if [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then
    mirror=${PIP_INDEX_URL:-$("$PYTHON" -m pip config get global.index-url 2>/dev/null || true)}
    [ -z "$mirror" ] || export UV_DEFAULT_INDEX="$mirror"
fi
[ -w "${UV_CACHE_DIR:-${XDG_CACHE_HOME:-${HOME:-/nonexistent}}}" ] \
    || export UV_CACHE_DIR="$ROOT/.cache/uv"

made_with=
find_uv() {
    for candidate in "$VENV/bin/uv" "$VENV/tools/bin/uv" uv; do
        if "$candidate" --version >/dev/null 2>&1; then
            UV=$candidate
            return 0
        fi
    done
    # The lock pins uv as well. With --target, pip and the new folder need not know each other.
    "$PYTHON" -m pip --version >/dev/null 2>&1 || return 1
    "$PYTHON" -m venv --without-pip "$VENV" >>"$log" 2>&1 || return 1
    sed -n '/^uv==/,/^[^ ]* *# via/p' requirements.lock >"$VENV/uv.txt"
    "$PYTHON" -m pip --python "$VENV/bin/python" install --quiet --disable-pip-version-check \
        --require-hashes --no-deps --target "$VENV/tools" -r "$VENV/uv.txt" >>"$log" 2>&1 || return 1
    UV=$VENV/tools/bin/uv
    "$UV" --version >/dev/null 2>&1
}

with_uv() {
    find_uv || return 1
    "$UV" venv --quiet --allow-existing --python "$PYTHON" "$VENV" >>"$log" 2>&1 || return 1
    "$UV" pip sync --quiet --require-hashes --python "$VENV/bin/python" requirements.lock \
        >>"$log" 2>&1
}

with_pip() {
    if ! "$PYTHON" -m venv --clear "$VENV" >>"$log" 2>&1; then
        stop "Python's venv module is missing. Debian and Ubuntu: apt install python3-venv," \
            "then run this again."
    fi
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
        -r requirements.lock >>"$log" 2>&1
}

say "Installing the packages into .venv with $("$PYTHON" --version) ..."
started=$(date +%s)
if with_uv; then
    made_with=uv
elif with_pip; then
    made_with=pip
else
    tail -n 15 "$log" >&2
    stop "The packages could not be installed. Is there a network, and does pip reach its index?"
fi
# Lets .venv/bin/pytest and .venv/bin/celery find the project from any folder.
say "$ROOT" >"$("$VENV/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/endorsements.pth"
fingerprint >"$VENV/.ok"
say "Installed with $made_with in $(($(date +%s) - started)) s."
