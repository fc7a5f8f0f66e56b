"""What may be edited when: contests and candidates follow their round into being frozen."""

from endorsements.models import Round, RoundStatus


def is_draft(thing):
    """Whether a round, or the round of a contest, may still be edited as a whole.

    Args:
        thing: None for a round that is being added.
    """
    if thing is None or isinstance(thing, Round):
        return thing is None or thing.status == RoundStatus.DRAFT
    if thing.pk is not None:
        return thing.round.status == RoundStatus.DRAFT
    # A new row knows its round by id alone, and a round that is being added is not stored yet.
    frozen = Round.objects.exclude(status=RoundStatus.DRAFT)
    return not frozen.filter(pk=thing.round_id).exists()


class EditedWithItsRound:
    """Mixed into an inline whose rights are those to the round; all of it ends with the draft."""

    def has_view_permission(self, request, obj=None):
        return self._may_edit_rounds(request) or request.user.has_perm("endorsements.view_round")

    def has_add_permission(self, request, obj=None):
        return is_draft(obj) and self._may_edit_rounds(request)

    def has_change_permission(self, request, obj=None):
        return is_draft(obj) and self._may_edit_rounds(request)

    def has_delete_permission(self, request, obj=None):
        return is_draft(obj) and self._may_edit_rounds(request)

    def _may_edit_rounds(self, request):
        # The page of the round asks which of the two is needed.
        user = request.user
        return user.has_perm("endorsements.change_round") or user.has_perm("endorsements.add_round")
