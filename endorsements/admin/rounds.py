"""A round in the admin: one form for all of it while it is a draft, a desk for it afterwards."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.shortcuts import redirect
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget

from endorsements import checklist
from endorsements.admin import (
    act_pages,
    as_shown,
    mail_page,
    miss_page,
    path,
    preview,
    try_it,
)
from endorsements.admin.contests import ContestInline
from endorsements.admin.desk import desk_of
from endorsements.admin.drafts import is_draft
from endorsements.admin.of_chapters import OfChapters
from endorsements.admin.reviewing import quotes
from endorsements.admin.round_form import RoundForm
from endorsements.admin.round_list import COLOURS, turnout_in_words, with_turnout
from endorsements.chapter_staff import chapters_of, rounds_of
from endorsements.mailings import planning
from endorsements.models import Round, RoundStatus
from members.admin.audited import AuditedModelAdmin
from members.models import Chapter

ALWAYS_EDITABLE = ["summary", "answers_public_from"]
FIXED_AT_CREATION = ["rehearsal"]


@admin.register(Round)
class RoundAdmin(OfChapters, AuditedModelAdmin):
    path_to_round = "pk"
    form = RoundForm
    inlines = [ContestInline]
    list_display = ["title", "stands_at", "opens_at", "closes_at", "turnout"]
    list_filter = ["status", "rehearsal"]
    search_fields = ["title", "slug"]
    list_before_template = "admin/endorsements/round/_try_link.html"
    compressed_fields = False
    warn_unsaved_form = True
    formfield_overrides = {
        models.TextField: {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 3})},
    }
    fieldsets = [
        (None, {"fields": ["title", "summary", "chapter"]}),
        ("When", {"fields": ["record_date", ("opens_at", "closes_at")]}),
        (
            "More settings",
            {
                "classes": ["collapse"],
                "fields": [
                    ("slug", "replaces"),
                    "answers_public_from",
                    ("embargo_hours", "challenge_days"),
                    ("counts_minimum", "records_minimum"),
                    "rehearsal",
                ],
            },
        ),
    ]

    class Media:
        js = ["js/keep-typed.js"]

    def get_urls(self):
        own = [act_pages, mail_page, miss_page, path, preview, quotes, try_it]
        return [*(address for page in own for address in page.urls(self)), *super().get_urls()]

    def get_object(self, request, object_id, from_field=None):
        """The round; locked where it is about to be saved or deleted, so that no task or button
        changes it meanwhile."""
        if request.method != "POST" or not transaction.get_connection().in_atomic_block:
            return super().get_object(request, object_id, from_field)
        try:
            theirs = rounds_of(request.user).select_for_update(no_key=True, of=("self",))
            return theirs.get(pk=object_id)
        except (Round.DoesNotExist, ValidationError):
            return None

    def get_queryset(self, request):
        return with_turnout(super().get_queryset(request))

    def round_of(self, obj):
        return obj

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return []
        if is_draft(obj):
            return FIXED_AT_CREATION
        return [name for name in RoundForm.Meta.fields if name not in ALWAYS_EDITABLE]

    def has_delete_permission(self, request, obj=None):
        """Drafts alone, and only once no key is left that a worker would have to destroy."""
        is_disposable = obj is None or (is_draft(obj) and not checklist.undestroyed(obj))
        return is_disposable and super().has_delete_permission(request, obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "replaces":
            kwargs["queryset"] = rounds_of(request.user).filter(status=RoundStatus.ANNULLED)
        chapters = chapters_of(request.user)
        if db_field.name == "chapter" and chapters is not None:
            # Without one it would be the whole organisation's.
            kwargs |= {"queryset": Chapter.objects.filter(pk__in=chapters), "required": True}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_actions(self, request):
        return {}  # nothing is done to many rounds at once

    def save_model(self, request, obj, form, change):
        if change:  # a form knows nothing of status, keys or roll and must not write them back
            obj.save(update_fields=form.changed_data)
        else:
            obj.save()
            planning.plan_usual(obj.pk, by=request.user)

    def construct_change_message(self, request, form, formsets, add=False):
        nested = [
            inline.formset
            for formset in formsets
            for row in formset.forms
            if row not in formset.deleted_forms
            for inline in getattr(row, "nested_formsets", [])
        ]
        return super().construct_change_message(request, form, [*formsets, *nested], add)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        if obj is not None:
            # A form that was refused has left its values on `obj`.
            stored = Round.objects.get(pk=obj.pk)
            context |= {
                "desk": desk_of(stored),
                "voting_round": stored,
                as_shown.FIELD: as_shown.digest_of(stored, RoundForm.Meta.fields),
                "may_act": self.has_change_permission(request, obj),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_post_save_add(self, request, obj):
        return redirect(act_pages.CHANGE_PAGE, obj.pk)

    response_post_save_change = response_post_save_add

    @display(description="status", ordering="status", label=COLOURS)
    def stands_at(self, voting_round):
        return voting_round.status, voting_round.get_status_display()

    @admin.display(description="turnout")
    def turnout(self, voting_round):
        return turnout_in_words(voting_round)
