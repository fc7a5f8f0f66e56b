"""The door for contests in the open format `tally-1`: strict reading, our counters, its answer.

The format is for tests and comparisons between counters. A contest is read into the same rule and
profile that a stored round has; nothing here counts.
"""

from endorsements.tally.interchange.reading import OpenContest, parse, read_contest
from endorsements.tally.interchange.shapes import MalformedContest
from endorsements.tally.interchange.writing import result_of

__all__ = ["MalformedContest", "OpenContest", "parse", "read_contest", "result_of"]
