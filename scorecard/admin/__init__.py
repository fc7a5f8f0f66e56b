"""What staff see and do about the scorecard: sessions, workbooks, and who is meant in them."""

from scorecard.admin.corrections import CorrectionAdmin
from scorecard.admin.descriptions import BillVersionAdmin, ScoredItemAdmin
from scorecard.admin.grading_rules import GradingRulesAdmin
from scorecard.admin.imports import WorkbookImportAdmin
from scorecard.admin.legislators import LegislatorAdmin
from scorecard.admin.sessions import SessionAdmin
from scorecard.admin.topics import TopicAdmin

__all__ = [
    "BillVersionAdmin",
    "CorrectionAdmin",
    "GradingRulesAdmin",
    "LegislatorAdmin",
    "ScoredItemAdmin",
    "SessionAdmin",
    "TopicAdmin",
    "WorkbookImportAdmin",
]
