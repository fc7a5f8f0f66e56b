"""The choice of who somebody is in the legislature: everybody who sits or sat there, by name."""

from django import forms
from unfold.widgets import UnfoldAdminSelect2Widget

from scorecard.models import Legislator

NOBODY = ("", "nobody in the scorecard")


class ChoosesLegislator:
    """Mixed into an admin page or inline whose rows may be somebody in the legislature.

    Nobody is proposed: two people of one name have sat there. All rows of a page share one list.
    """

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name != "legislator":
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        field = db_field.formfield(
            form_class=forms.ModelChoiceField,
            widget=UnfoldAdminSelect2Widget,
            label="In the legislature",
        )
        field.choices = _everybody(request)
        return field


def _everybody(request):
    if not hasattr(request, "everybody_in_the_legislature"):
        people = Legislator.objects.prefetch_related("services")
        request.everybody_in_the_legislature = [NOBODY, *((one.pk, _called(one)) for one in people)]
    return request.everybody_in_the_legislature


def _called(legislator):
    seats = ", ".join(str(seat) for seat in legislator.services.all())
    return f"{legislator} ({seats or 'no seat on file'})"
