"""The table that is printed."""

from collections.abc import Mapping

from bench.measured.contests import Measure
from bench.measured.counting import COUNT, OURS, PROFILE, READ, SCAN, SECONDS_FOR_OTHERS, Ours
from bench.measured.stored import CONTESTS, WHOLE, Stored

MILLION = 1_000_000
TOO_LONG = f"> {SECONDS_FOR_OTHERS} s"
COLUMNS = (
    f"{'records':>9} {'candidates':>10} {'':18} {'distinct':>8} {'scan s':>7} {'read s':>7} "
    f"{'group s':>7} {'count s':>7} {'ours s':>7} {'scans':>6} {'limit':>6} {'peak MB':>7}  outside"
)
LEGEND = """\
scan: the column read once inside PostgreSQL; read: brought into Python. ours: from the column to
the result, of which group: to the profile, count: from there. scans: ours by scan; limit: what it
must stay below. peak: growth of the process. outside: other counters from the same profile, and
how many times as long as our count they take.
"""


def heading() -> None:
    print(LEGEND)
    print(COLUMNS, flush=True)


def line(
    measure: Measure,
    number: int,
    candidates: int,
    ours: Ours,
    others: Mapping[str, float | None],
) -> None:
    limit = measure.most_scans.get(candidates) if number == MILLION else None
    times = " ".join(f"{ours[name]:>7.3f}" for name in (SCAN, READ, PROFILE, COUNT, OURS))
    print(
        f"{number:>9} {candidates:>10} {measure.name:18} {ours.distinct:>8} {times} "
        f"{ours[OURS] / ours[SCAN]:>6.1f} {limit or '':>6} {ours.measured.peak:>7.1f}  "
        + "; ".join(_other(name, seconds, ours) for name, seconds in others.items()),
        flush=True,
    )


def _other(name: str, seconds: float | None, ours: Ours) -> str:
    if seconds is None:
        return f"{name} {TOO_LONG}"
    return f"{name} {seconds:.3f} s = {seconds / ours[COUNT]:.0f} x"


def stored(found: Stored) -> None:
    whole = found.seconds[WHOLE]
    print(
        f"\nstored path: {found.ballots} sealed ballots of {len(CONTESTS)} contests opened, "
        f"{found.records} records and the results written in {whole:.1f} s, "
        f"peak {found.peak:.0f} MB"
    )
    for name, seconds in found.seconds.items():
        if name != WHOLE:
            print(f"  {name:18} {seconds:6.1f} s  {seconds / whole:4.0%}")
