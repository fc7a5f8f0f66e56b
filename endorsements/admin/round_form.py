"""The fields of a round itself, checked with sentences before the database's own rules are."""

from django import forms

from endorsements.admin import as_shown
from endorsements.admin.naming import free_key
from endorsements.models import Round
from members import moments

MOST_EMBARGO_HOURS = 24
LONGEST_SLUG = 50


class RoundForm(forms.ModelForm):
    class Meta:
        model = Round
        fields = [
            "title",
            "summary",
            "chapter",
            "record_date",
            "opens_at",
            "closes_at",
            "answers_public_from",
            "slug",
            "embargo_hours",
            "challenge_days",
            "counts_minimum",
            "records_minimum",
            "replaces",
            "rehearsal",
        ]
        labels = {
            "slug": "Address",
            "answers_public_from": "Answers public from",
            "embargo_hours": "Hours of embargo",
            "challenge_days": "Days for challenges",
            "counts_minimum": "Ballots for numbers",
            "records_minimum": "Ballots for single records",
            "replaces": "Runs again",
        }
        help_texts = {
            "opens_at": f"{moments.CLOCK}. The round opens by itself.",
            "closes_at": f"{moments.CLOCK}. The round closes, counts and publishes by itself.",
            "slug": "Last part of the address of its public page. Empty: made of the title.",
            "replaces": "The annulled round in whose place this one stands.",
            "rehearsal": "To try everything out: staff alone vote and see it, and a week after its "
            "close it deletes itself. Fixed once it is saved.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A round that is frozen, or shown to somebody who may only look, has fewer fields.
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_embargo_hours(self):
        hours = self.cleaned_data["embargo_hours"]
        if hours > MOST_EMBARGO_HOURS:
            raise forms.ValidationError("An embargo lasts a day, 24 hours, at most.")
        return hours

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        shown = self.data.get(as_shown.FIELD)
        if shown and shown != as_shown.digest_of(self.instance, RoundForm.Meta.fields):
            self.add_error(None, as_shown.CHANGED)
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", "The round must close after it opens.")
        counts, records = cleaned.get("counts_minimum"), cleaned.get("records_minimum")
        if counts is not None and counts < 1:
            self.add_error("counts_minimum", "Write 1 or more.")
        elif counts and records is not None and records < counts:
            self.add_error("records_minimum", "Single records need at least as many ballots.")
        if cleaned.get("slug") == "" and cleaned.get("title"):
            cleaned["slug"] = self._free_slug(cleaned["title"])
        return cleaned

    def _free_slug(self, title):
        others = Round.objects.exclude(pk=self.instance.pk).values_list("slug", flat=True)
        return free_key(title, taken=set(others), otherwise="round", longest=LONGEST_SLUG)
