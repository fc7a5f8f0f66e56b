"""Cast vote records in the common data format of NIST SP 1500-103, version 1.0.0, as JSON.

One report holds one contest: in the record nothing joins a ballot's choice in one contest to its
choice in another. A ballot with an answer to each candidate is as many retention contests as there
are candidates; "whether, then whom" is a ballot measure and a contest of candidates.

Source: NIST Special Publication 1500-103, Cast Vote Records Common Data Format Specification.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from endorsements.exports.cvr_contests import election_parts
from endorsements.exports.cvr_marks import contests_on_ballot
from endorsements.exports.reading import Contest

ELECTION = "election"
ORGANISATION = "organisation"
SITE = "site"
VERSION = "1.0.0"
RECORDS_IN_A_PIECE = 200


@dataclass(frozen=True)
class Round:
    """What a report says of the round around the contest.

    Args:
        definition: of the round, as frozen.
        published_at: when the record was published, as ISO 8601 with an offset. A report is the
            same whenever it is made.
    """

    definition: Mapping[str, Any]
    published_at: str


def json_pieces(
    about: Round, contest: Contest, records: Iterable[tuple[str, str]]
) -> Iterator[str]:
    """The report in pieces of some hundred records.

    Args:
        records: (check code, selection).
    """
    head = json.dumps(_report(about, contest), ensure_ascii=False)
    yield head[:-1] + ', "CVR": ['
    pending: list[str] = []
    between = "\n"
    for code, selection in records:
        pending.append(between + json.dumps(_record(contest, code, selection)))
        between = ",\n"
        if len(pending) == RECORDS_IN_A_PIECE:
            yield "".join(pending)
            pending.clear()
    yield "".join(pending) + "\n]}\n"


def _report(about: Round, contest: Contest) -> dict[str, Any]:
    return {
        "@type": "CVR.CastVoteRecordReport",
        "Version": VERSION,
        "GeneratedDate": about.published_at,
        "Notes": contest.definition["rule"],
        "ReportType": ["aggregated"],
        "ReportGeneratingDeviceIds": [SITE],
        "ReportingDevice": [
            {"@type": "CVR.ReportingDevice", "@id": SITE, "Application": "endorsements"}
        ],
        "GpUnit": [
            {
                "@type": "CVR.GpUnit",
                "@id": ORGANISATION,
                "Type": "other",
                "OtherType": "membership organisation",
                "Name": about.definition["organisation"],
            }
        ],
        "Election": [
            {
                "@type": "CVR.Election",
                "@id": ELECTION,
                "Name": about.definition["title"],
                "ElectionScopeId": ORGANISATION,
                **election_parts(contest),
            }
        ],
    }


def _record(contest: Contest, code: str, selection: str) -> dict[str, Any]:
    """One ballot; its state is that after the contest's rules were applied ("modified")."""
    snapshot = f"snapshot-{code}"
    return {
        "@type": "CVR.CVR",
        "UniqueId": code,
        "ElectionId": ELECTION,
        "CurrentSnapshotId": snapshot,
        "CVRSnapshot": [
            {
                "@type": "CVR.CVRSnapshot",
                "@id": snapshot,
                "Type": "modified",
                "CVRContest": contests_on_ballot(contest, selection),
            }
        ],
    }
