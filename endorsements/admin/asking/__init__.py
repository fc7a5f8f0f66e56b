"""What staff do about questionnaires: the bank, the editor, sending, and who has answered."""

from endorsements.admin.asking.bank import BankQuestionAdmin
from endorsements.admin.asking.editor import QuestionnaireAdmin
from endorsements.admin.asking.invitations import InvitationAdmin

__all__ = ["BankQuestionAdmin", "InvitationAdmin", "QuestionnaireAdmin"]
