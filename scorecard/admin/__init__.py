"""What staff see and do about the scorecard: sessions, workbooks, and who is meant in them."""

from scorecard.admin.grading_rules import GradingRulesAdmin
from scorecard.admin.imports import WorkbookImportAdmin
from scorecard.admin.sessions import SessionAdmin

__all__ = ["GradingRulesAdmin", "SessionAdmin", "WorkbookImportAdmin"]
