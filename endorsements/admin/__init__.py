"""What staff see and do about rounds. Ballots, envelopes, log and records are not here."""

from endorsements.admin.announcements import AnnouncementAdmin
from endorsements.admin.asking import BankQuestionAdmin, InvitationAdmin, QuestionnaireAdmin
from endorsements.admin.elections import BallotQuestionAdmin, ElectionAdmin, OfficeAdmin
from endorsements.admin.later import LaterStateAdmin
from endorsements.admin.observers import ObserverAdmin
from endorsements.admin.of_chapters import ChapterStaffAdmin
from endorsements.admin.past import PastEndorsementAdmin
from endorsements.admin.reviewing import PostAdmin, ReadingMatterAdmin, RecommendationAdmin
from endorsements.admin.rounds import RoundAdmin

__all__ = [
    "AnnouncementAdmin",
    "BallotQuestionAdmin",
    "BankQuestionAdmin",
    "ChapterStaffAdmin",
    "ElectionAdmin",
    "InvitationAdmin",
    "LaterStateAdmin",
    "ObserverAdmin",
    "OfficeAdmin",
    "PastEndorsementAdmin",
    "PostAdmin",
    "QuestionnaireAdmin",
    "ReadingMatterAdmin",
    "RecommendationAdmin",
    "RoundAdmin",
]
