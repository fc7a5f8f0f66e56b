"""What is stored of rounds, ballots, the log and results, and of what candidates answer."""

from endorsements.models.announcements import Announcement
from endorsements.models.ballots import Channel, Envelope, InnerBallot, RollEntry
from endorsements.models.challenges import Challenge, ChallengeState, Finding
from endorsements.models.chapter_staff import ChapterStaff
from endorsements.models.contests import Candidate, Contest
from endorsements.models.discussion import Post, PostReport, Reaction, ReactionKind
from endorsements.models.elections import BallotQuestion, Election, ElectionKind, Office
from endorsements.models.invitations import (
    Answer,
    BallotWording,
    CandidateLink,
    Invitation,
    InvitationState,
    WordingState,
)
from endorsements.models.later import LaterState
from endorsements.models.log import Checkpoint, KeyEvent, KeyEventKind, KeyName, LogEntry
from endorsements.models.mailings import (
    Delivery,
    DeliveryState,
    Mailing,
    MailingKind,
    MailingState,
)
from endorsements.models.misses import RollMiss
from endorsements.models.observers import MailedCheckpoint, Observer
from endorsements.models.paper import PaperEntry
from endorsements.models.past import PastEndorsement
from endorsements.models.photos import Photo
from endorsements.models.questionnaires import (
    BankQuestion,
    Question,
    QuestionKind,
    Questionnaire,
    Section,
    Visibility,
)
from endorsements.models.reasons import Reason
from endorsements.models.results import CastRecord, RecordFile, Result
from endorsements.models.reviewing import (
    CandidateNote,
    ReadingMatter,
    Recommendation,
    RecommendationCorrection,
    Recommended,
)
from endorsements.models.rounds import Round, RoundStatus
from endorsements.models.rules import Base, Compare, Form, TieRule

__all__ = [
    "Announcement",
    "Answer",
    "BallotQuestion",
    "BallotWording",
    "BankQuestion",
    "Base",
    "Candidate",
    "CandidateLink",
    "CandidateNote",
    "CastRecord",
    "Challenge",
    "ChallengeState",
    "Channel",
    "ChapterStaff",
    "Checkpoint",
    "Compare",
    "Contest",
    "Delivery",
    "DeliveryState",
    "Election",
    "ElectionKind",
    "Envelope",
    "Finding",
    "Form",
    "InnerBallot",
    "Invitation",
    "InvitationState",
    "KeyEvent",
    "KeyEventKind",
    "KeyName",
    "LaterState",
    "LogEntry",
    "MailedCheckpoint",
    "Mailing",
    "MailingKind",
    "MailingState",
    "Observer",
    "Office",
    "PaperEntry",
    "PastEndorsement",
    "Photo",
    "Post",
    "PostReport",
    "Question",
    "QuestionKind",
    "Questionnaire",
    "Reaction",
    "ReactionKind",
    "ReadingMatter",
    "Reason",
    "Recommendation",
    "RecommendationCorrection",
    "Recommended",
    "RecordFile",
    "Result",
    "RollEntry",
    "RollMiss",
    "Round",
    "RoundStatus",
    "Section",
    "TieRule",
    "Visibility",
    "WordingState",
]
