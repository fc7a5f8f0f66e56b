"""What became of endorsements, noted by staff. Nothing is edited or deleted: a mistake is taken
back, with a reason."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminSelectWidget

from endorsements import later
from endorsements.admin.of_chapters import OfChapters
from endorsements.chapter_staff import rounds_of
from endorsements.errors import CannotBeNoted
from endorsements.models import Contest, LaterState, Result, Round
from endorsements.models.later import phrase
from endorsements.models.rounds import OUTCOME_PUBLIC
from endorsements.tally.vocabulary import ENDORSED

BETWEEN = ":"


class NoteForm(forms.ModelForm):
    # Rounds that may be spoken of: set on the class that the admin makes for each request.
    decided = Round.objects.none()
    whose = forms.ChoiceField(label="Endorsement", widget=UnfoldAdminSelectWidget)

    class Meta:
        model = LaterState
        fields = ["state", "election", "on", "reason", "by_round"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", "---------"), *_endorsed(self.decided)]
        self.fields["whose"] = forms.ChoiceField(
            label="Endorsement", widget=UnfoldAdminSelectWidget, choices=choices
        )
        self.fields["by_round"] = forms.ModelChoiceField(
            self.decided, required=False, widget=UnfoldAdminSelectWidget, label="By which round"
        )

    def clean(self):
        super().clean()
        if "whose" in self.cleaned_data and not self.errors:
            contest, _, self.instance.winner = self.cleaned_data["whose"].partition(BETWEEN)
            self.instance.contest = Contest.objects.select_related("round").get(pk=contest)
            for name in self.Meta.fields:
                setattr(self.instance, name, self.cleaned_data[name])
            if barred := later.obstacle(self.instance):
                raise ValidationError(barred)
        return self.cleaned_data


class TakeBackForm(forms.ModelForm):
    class Meta:
        model = LaterState
        fields = ["taken_back_because"]
        labels = {"taken_back_because": "Why it is taken back"}

    def _get_validation_exclusions(self):
        """All but this field are as they were; the command sets the time with it."""
        return {field.name for field in LaterState._meta.fields}

    def validate_constraints(self):
        """As above."""

    def clean_taken_back_because(self):
        because = self.cleaned_data["taken_back_because"].strip()
        if not because:
            raise ValidationError("Please say why it is taken back.")
        return because


def _endorsed(rounds):
    results = Result.objects.filter(outcome=ENDORSED, contest__round__in=rounds)
    results = results.select_related("contest__round").prefetch_related("contest__candidates")
    for result in results.order_by("-contest__round__closes_at", "contest__position"):
        names = result.contest.answers()
        for key in result.numbers["winners"]:
            says = f"{names[key]}, {result.contest} ({result.contest.round})"
            yield f"{result.contest_id}{BETWEEN}{key}", says


@admin.register(LaterState)
class LaterStateAdmin(OfChapters, ModelAdmin):
    path_to_round = "contest__round"
    list_display = ["whom", "said", "on", "contest", "stands"]
    list_select_related = ["contest__round"]
    list_filter = ["state"]
    readonly_on_change = ["whom", "said", "on", "reason", "by_round", "stands"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("contest__candidates")

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["whose", *NoteForm.Meta.fields]
        return [*self.readonly_on_change, "taken_back_because"]

    def get_readonly_fields(self, request, obj=None):
        return [] if obj is None else self.readonly_on_change

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is not None:
            return super().get_form(request, obj, change, form=TakeBackForm, **kwargs)
        made = super().get_form(request, obj, change, form=NoteForm, **kwargs)
        made.decided = self.decided(request)
        return made

    def decided(self, request):
        """Rounds whose endorsements this person may speak of."""
        return rounds_of(request.user).filter(status__in=OUTCOME_PUBLIC, rehearsal=False)

    def has_change_permission(self, request, obj=None):
        is_over = obj is not None and obj.taken_back_at is not None
        return not is_over and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        if change:
            because = form.cleaned_data["taken_back_because"]
            later.take_back(obj.pk, because=because, by=request.user)
        else:
            later.note(obj, by=request.user)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except CannotBeNoted as refusal:
            messages.error(request, str(refusal))
            return redirect(reverse("admin:endorsements_laterstate_changelist"))

    @admin.display(description="whom")
    def whom(self, noted):
        return noted.contest.answers()[noted.winner]

    @admin.display(description="what became of it")
    def said(self, noted):
        return phrase(noted.state, noted.election)

    @admin.display(description="stands", boolean=True)
    def stands(self, noted):
        return noted.taken_back_at is None
