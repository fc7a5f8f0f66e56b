"""The page of one question about a person in a workbook: who is meant."""

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from unfold.widgets import (
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from scorecard import answering, imports
from scorecard.errors import ScorecardError
from scorecard.models import ImportStatus, Legislator
from scorecard.workbook.people import Written

NEW, NOBODY = "new", "nobody"
MOST_FOUND = 20


class WhoForm(forms.Form):
    field_order = ["who", "here_only", "reason"]

    here_only = forms.BooleanField(
        label="Only on this sheet",
        required=False,
        widget=UnfoldBooleanWidget,
        help_text="Otherwise the answer holds for this number and name on all sheets of the "
        "session.",
    )
    reason = forms.CharField(
        max_length=300, required=False, label="Why", widget=UnfoldAdminTextInputWidget
    )

    def __init__(self, *args, people, **options):
        super().__init__(*args, **options)
        self.people = {str(one.pk): one for one in people}
        choices = [
            *((key, one.name) for key, one in self.people.items()),
            (NEW, "Somebody new: no list names them yet"),
            (NOBODY, "Nobody: the row is counted, and stands on no page"),
        ]
        self.fields["who"] = forms.ChoiceField(
            label="This is", choices=choices, widget=UnfoldAdminRadioSelectWidget
        )
        self.order_fields(self.field_order)


def answered(request, one, context):
    """Shows the question; a POST answers it and leads back to the workbook."""
    asked = _question(request, one)
    search = request.GET.get("q", "").strip()
    form = WhoForm(request.POST or None, people=_people(asked["suggested"], search))
    if request.method == "POST" and form.is_valid() and _kept(request, one, asked, form):
        return redirect("admin:scorecard_workbookimport_change", one.pk)
    context |= {"asked": asked, "form": form, "search": search, "title": asked["name"]}
    return TemplateResponse(request, "admin/scorecard/who.html", context)


def _question(request, one):
    place = request.GET.get("sheet"), request.GET.get("place")
    for asked in one.report.get("questions", []):
        if (asked["sheet"], asked["place"]) == place:
            return asked
    raise Http404


def _people(suggested, search):
    wanted = Q(pk__in=suggested)
    people = list(Legislator.objects.filter(wanted))
    if search:
        named = Q(name__icontains=search) | Q(numbers__number__iexact=search)
        found = Legislator.objects.filter(named).exclude(wanted).distinct()
        people += found[:MOST_FOUND]
    return people


def _kept(request, one, asked, form):
    who = form.cleaned_data["who"]
    said = {
        "written": Written(asked["sheet"], asked["place"], asked["number"], asked["name"]),
        "by": request.user,
        "reason": form.cleaned_data["reason"],
        "sheet": asked["sheet"] if form.cleaned_data["here_only"] else "",
    }
    try:
        if who == NEW:
            answering.answer_new(one.session, **said)
        else:
            answering.answer(one.session, legislator=form.people.get(who), **said)
        # What a workbook that waits would change has changed with the answer.
        if one.status != ImportStatus.APPLIED:
            imports.preview(one.pk)
    except ScorecardError as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, f"{asked['name']}: answered, and remembered.")
    return True
