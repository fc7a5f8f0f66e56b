"""The discussion for moderators: what was reported, and hiding a post with a reason."""

from django import forms
from django.contrib import admin
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import UnfoldAdminTextareaWidget

from endorsements.admin.of_chapters import OfChapters
from endorsements.models import Post, PostReport
from endorsements.reviewing import discussing
from endorsements.reviewing.places import signed_as
from members.admin.audited import ReadOnly

SHOWN = 80


class Reported(admin.SimpleListFilter):
    title = "reports"
    parameter_name = "reported"

    def lookups(self, request, model_admin):
        return [("yes", "reported"), ("no", "not reported")]

    def queryset(self, request, queryset):
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(reports__isnull=self.value() == "no").distinct()


class ReportInline(ReadOnly, TabularInline):
    model = PostReport
    fields = ["member", "because"]
    extra = 0
    verbose_name_plural = "reports"


class PostForm(forms.ModelForm):
    class Meta:
        model = Post
        fields = ["hidden_because"]
        labels = {"hidden_because": "Why it is hidden"}
        help_texts = {"hidden_because": "Members read this in its place. Empty: the post is shown."}
        widgets = {"hidden_because": UnfoldAdminTextareaWidget(attrs={"rows": 2})}


@admin.register(Post)
class PostAdmin(OfChapters, ModelAdmin):
    """The command keeps the trail."""

    path_to_round = "contest__round"

    form = PostForm
    inlines = [ReportInline]
    fields = ["contest", "by", "written_on", "text", "hidden_because"]
    readonly_fields = ["contest", "by", "written_on", "text"]
    list_display = ["words", "by", "contest", "written_on", "number_of_reports", "is_hidden"]
    list_select_related = ["contest__round", "member", "staff"]
    list_filter = [Reported]
    search_fields = ["text", "contest__office", "contest__round__title"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_reports()

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        if form.changed_data:
            discussing.hide(obj.pk, because=obj.hidden_because, by=request.user)

    @admin.display(description="post")
    def words(self, post):
        return post.text[:SHOWN] or "taken back"

    @admin.display(description="by")
    def by(self, post):
        return signed_as(post.member) if post.member else f"{post.staff} for staff"

    @admin.display(description="reports", ordering="number_of_reports")
    def number_of_reports(self, post):
        return post.number_of_reports

    @admin.display(description="hidden", boolean=True)
    def is_hidden(self, post):
        return bool(post.hidden_because)
