"""What is stored of rounds, ballots, the log and results."""

from endorsements.models.ballots import Channel, Envelope, InnerBallot, RollEntry
from endorsements.models.contests import Candidate, Contest
from endorsements.models.log import Checkpoint, KeyEvent, KeyEventKind, KeyName, LogEntry
from endorsements.models.misses import RollMiss
from endorsements.models.observers import MailedCheckpoint, Observer
from endorsements.models.past import PastEndorsement
from endorsements.models.results import CastRecord, RecordFile, Result
from endorsements.models.rounds import Round, RoundStatus
from endorsements.models.rules import Base, Compare, Form, TieRule

__all__ = [
    "Base",
    "Candidate",
    "CastRecord",
    "Channel",
    "Checkpoint",
    "Compare",
    "Contest",
    "Envelope",
    "Form",
    "InnerBallot",
    "KeyEvent",
    "KeyEventKind",
    "KeyName",
    "LogEntry",
    "MailedCheckpoint",
    "Observer",
    "PastEndorsement",
    "RecordFile",
    "Result",
    "RollEntry",
    "RollMiss",
    "Round",
    "RoundStatus",
    "TieRule",
]
