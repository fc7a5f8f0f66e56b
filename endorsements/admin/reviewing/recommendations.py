"""The committee's recommendation: typed in before the opening, corrected with a reason after it."""

from django import forms
from django.contrib import admin
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import UnfoldAdminTextareaWidget

from endorsements.admin.of_chapters import OfChapters
from endorsements.errors import CannotRecommend
from endorsements.models import Candidate, Contest, Recommendation, RecommendationCorrection
from endorsements.reviewing import recommending
from members.admin.audited import ReadOnly

ROWS = {"rows": 3}


class CandidateChoice(forms.ModelChoiceField):
    def label_from_instance(self, candidate):
        return f"{candidate} ({candidate.contest}, {candidate.contest.round})"


class RecommendationForm(forms.ModelForm):
    because = forms.CharField(
        label="Why it is corrected",
        required=False,
        max_length=1000,
        widget=UnfoldAdminTextareaWidget(attrs=ROWS),
        help_text="Only once voting has begun: it is printed, with what stood there before.",
    )

    class Meta:
        model = Recommendation
        fields = ["contest", "choice", "candidate", "reasons", "recused"]

    def clean(self):
        super().clean()
        contest = self.cleaned_data.get("contest") or getattr(self.instance, "contest", None)
        if contest is not None and "choice" in self.cleaned_data:
            try:
                recommending.require(contest, self.said(), because=self.why())
            except CannotRecommend as refusal:
                raise forms.ValidationError(str(refusal)) from None
        return self.cleaned_data

    def why(self):
        return self.cleaned_data.get("because", "")

    def said(self):
        candidate = self.cleaned_data.get("candidate")
        return recommending.Said(
            choice=self.cleaned_data["choice"],
            candidate_id=candidate.pk if candidate else None,
            reasons=self.cleaned_data.get("reasons", ""),
            recused=self.cleaned_data.get("recused", ""),
        )

    def _post_clean(self):
        """Not written onto the row: the command locks and writes it, and the database checks."""
        if self.instance._state.adding:
            super()._post_clean()


class CorrectionInline(ReadOnly, TabularInline):
    model = RecommendationCorrection
    fields = ["number", "made_on", "before", "because"]
    extra = 0
    verbose_name_plural = "corrections after the opening"


@admin.register(Recommendation)
class RecommendationAdmin(OfChapters, ModelAdmin):
    """The command keeps the trail."""

    path_to_round = "contest__round"

    form = RecommendationForm
    inlines = [CorrectionInline]
    list_display = ["contest", "of_round", "in_words", "corrections"]
    list_select_related = ["contest__round", "candidate"]
    search_fields = ["contest__office", "contest__round__title"]

    def get_readonly_fields(self, request, obj=None):
        return ["contest"] if obj else []

    def has_delete_permission(self, request, obj=None):
        """Once members vote on it, it is corrected and not taken away."""
        may = obj is not None and recommending.may_edit(obj.contest.round)
        return may and super().has_delete_permission(request, obj)

    def get_actions(self, request):
        return {}  # nothing is done to many at once

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "candidate":
            people = Candidate.objects.select_related("contest__round")
            kwargs |= {
                "queryset": people.exclude(contest__round__status__in=recommending.ENDED),
                "form_class": CandidateChoice,
            }
        if db_field.name == "contest":
            contests = Contest.objects.filter(recommendation=None).select_related("round")
            kwargs["queryset"] = contests.exclude(round__status__in=recommending.ENDED)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        contest = obj.contest
        saved = recommending.set_down(contest.pk, form.said(), because=form.why(), by=request.user)
        obj.pk = saved.pk
        obj._state.adding = False

    @admin.display(description="round")
    def of_round(self, recommendation):
        return recommendation.contest.round

    @admin.display(description="recommended")
    def in_words(self, recommendation):
        return recommendation.in_words
