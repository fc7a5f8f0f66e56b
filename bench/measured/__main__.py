"""python -m bench.measured: see `bench.tally`, which starts the servers for it."""

import argparse
import sys
from collections.abc import Sequence
from functools import partial

from django.core.management import call_command

from bench.measured import counting, report, table
from bench.measured.contests import MEASURES
from bench.measured.counting import Others
from bench.measured.measuring import in_child
from bench.measured.stored import count_stored_round

SIZES = (10_000, 100_000, 1_000_000)
CANDIDATES = (5, 12)
STORED = 100_000
MANY = 500_000


def main(words: Sequence[str]) -> int:
    chosen = _choices(words)
    call_command("migrate", verbosity=0)
    report.heading()
    others = Others(are_wanted=not chosen.ours)
    for number in chosen.records:
        for candidates in chosen.candidates:
            _count_tables(number, candidates, others)
    if chosen.stored:
        report.stored(count_stored_round(chosen.stored))
    return 0


def _choices(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bench.tally", description=__doc__)
    parser.add_argument("records", nargs="*", type=int, default=SIZES, help="sizes of tables")
    parser.add_argument("--candidates", nargs="+", type=int, default=CANDIDATES)
    parser.add_argument("--ours", action="store_true", help="leave out other people's counters")
    parser.add_argument(
        "--stored", type=int, default=STORED, help="ballots of the stored round; 0 leaves it out"
    )
    return parser.parse_args(words)


def _count_tables(number: int, candidates: int, others: Others) -> None:
    kinds = dict.fromkeys(measure.kind for measure in MEASURES)
    for kind in kinds:
        in_child(partial(table.fill, kind=kind, number=number, candidates=candidates))
        for measure in MEASURES:
            if measure.kind == kind:
                repetitions = 3 if number > MANY else 5
                ours = counting.count_ours(measure, candidates, repetitions)
                report.line(measure, number, candidates, ours, others.of(measure, candidates))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
