"""What is stored of the scorecard: sessions, what was voted on, who voted how, and the files."""

from scorecard.models.agenda import AgendaBill, BillVersion
from scorecard.models.boundaries import Boundary
from scorecard.models.corrections import Correction, CorrectionStatus
from scorecard.models.imports import Answer, ImportStatus, WorkbookImport
from scorecard.models.items import ItemKind, ScoredItem, Side
from scorecard.models.people import FormerSlug, Legislator, LegislatorNumber, Service
from scorecard.models.portraits import Portrait
from scorecard.models.sessions import Chamber, GradingRules, Session, SessionStatus
from scorecard.models.sheets import Cosponsorship, Mark, Position, SponsorColumn, VoteRow
from scorecard.models.topics import Topic, TopicName

__all__ = [
    "AgendaBill",
    "Answer",
    "BillVersion",
    "Boundary",
    "Chamber",
    "Correction",
    "CorrectionStatus",
    "Cosponsorship",
    "FormerSlug",
    "GradingRules",
    "ImportStatus",
    "ItemKind",
    "Legislator",
    "LegislatorNumber",
    "Mark",
    "Portrait",
    "Position",
    "ScoredItem",
    "Service",
    "Session",
    "SessionStatus",
    "Side",
    "SponsorColumn",
    "Topic",
    "TopicName",
    "VoteRow",
    "WorkbookImport",
]
