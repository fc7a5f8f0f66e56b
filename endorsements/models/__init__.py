"""What is stored of rounds, ballots, the log and results."""

from endorsements.models.ballots import Channel, Envelope, InnerBallot, RollEntry
from endorsements.models.contests import Base, Candidate, Compare, Contest
from endorsements.models.log import Checkpoint, KeyEvent, KeyEventKind, KeyName, LogEntry
from endorsements.models.past import PastEndorsement
from endorsements.models.results import CastRecord, RecordFile, Result
from endorsements.models.rounds import Round, RoundStatus

__all__ = [
    "Base",
    "Candidate",
    "CastRecord",
    "Channel",
    "Checkpoint",
    "Compare",
    "Contest",
    "Envelope",
    "InnerBallot",
    "KeyEvent",
    "KeyEventKind",
    "KeyName",
    "LogEntry",
    "PastEndorsement",
    "RecordFile",
    "Result",
    "RollEntry",
    "Round",
    "RoundStatus",
]
