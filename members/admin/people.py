"""Members with their addresses, their ledger and their standing; chapters."""

from django import forms
from django.contrib import admin
from django.shortcuts import redirect
from django.utils import timezone
from unfold.admin import TabularInline
from unfold.decorators import display
from unfold.views import ChangeList

from members import address_acts, addresses, audit, looks
from members.admin import address_page, exports, merge_pages, person_page
from members.admin.audited import AuditedModelAdmin, LookedAt
from members.admin.standings import COLOURS, StandingFilter, in_short, standings_of
from members.errors import AddressRefused
from members.models import LookPage, Member, MemberAddress, User
from members.search import found


class AddressForm(forms.ModelForm):
    """An address of somebody who is new on the rolls, and has paid nothing yet."""

    staff: User  # who fills it in

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        try:
            address_acts.require_no_own(email, self.staff)
        except AddressRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        if others := address_acts.others_with(email):
            # By two addresses of one kind neither can vote.
            raise forms.ValidationError(OF_ANOTHER.format(other=others[0]))
        return email


OF_ANOTHER = (
    "This is an address of {other}. Save the new entry without it, then propose it on its page: it "
    "takes two to let members share an address."
)


def has_left(person):
    """Whether a row is that of a closed account: nobody gives it back a name or an address."""
    return person is not None and person.left_on is not None


class AddressInline(TabularInline):
    model = MemberAddress
    form = AddressForm
    extra = 0
    hide_title = True

    def get_formset(self, request, obj=None, **kwargs):
        form = type("AddressFormOfStaff", (AddressForm,), {"staff": request.user})
        return super().get_formset(request, obj, form=form, **kwargs)

    def has_add_permission(self, request, obj=None):
        """With somebody new only: to whoever is here already two people add one."""
        return obj is None and super().has_add_permission(request, obj)

    # Added or removed, so that the member can be told of both; see `members.addresses`.
    def has_change_permission(self, request, obj=None):
        return False


class PeopleList(ChangeList):
    """A page of people, each with their standing today."""

    def get_results(self, request):
        super().get_results(request)
        people = self.result_list = list(self.result_list)  # type: ignore[has-type]
        standings = standings_of([person.pk for person in people], on=timezone.localdate())
        for person in people:
            person.standing_today = in_short(standings[person.pk])


@admin.register(Member)
class MemberAdmin(LookedAt, AuditedModelAdmin):
    list_display = ["name", "town", "standing", "joined_on", "is_demo"]
    list_filter = [StandingFilter, "chapters", ("joined_on", admin.DateFieldListFilter), "is_demo"]
    list_before_template = "admin/members/member/_list_links.html"
    search_fields = ["name"]  # what is searched, `members.search` says
    search_help_text = "Part of a name or town, an address, or a source's number, in any order."
    show_full_result_count = False
    autocomplete_fields = ["chapters"]
    inlines = [AddressInline]

    def get_urls(self):
        export = exports.export_url(self, exports.rows_of_members, exports.OF_MEMBERS, "members")
        own = [*merge_pages.urls(self), *address_page.urls(self), export]
        return [*own, *super().get_urls()]

    def has_change_permission(self, request, obj=None):
        return not has_left(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return not has_left(obj) and super().has_delete_permission(request, obj)

    def get_queryset(self, request):
        return super().get_queryset(request).whole()

    def get_search_results(self, request, queryset, search_term):
        # Where another page asks for a member, the box tells whose name or address a word is.
        if request.resolver_match.url_name == "autocomplete" and (term := search_term.strip()):
            looks.record(LookPage.SEARCH, by=request.user, term=f"members: {term}")
        return found(queryset, search_term), False

    def get_changelist(self, request, **kwargs):
        return PeopleList

    def change_view(self, request, object_id, form_url="", extra_context=None):
        merged = Member.objects.filter(merged_into__isnull=False)
        if object_id.isdecimal() and (row := merged.filter(pk=object_id).first()):
            return redirect(merge_pages.CHANGE_PAGE, row.merged_into_id)
        return super().change_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            # A form that was refused has left its values on `obj`.
            stored = Member.objects.get(pk=obj.pk)
            day_form, on_that_day = person_page.on_another_day(stored, request.GET)
            context |= {
                "person": stored,
                "page": person_page.page_of(stored, request.user),
                "day_form": day_form,
                "on_that_day": on_that_day,
                "may_change": self.has_change_permission(request, obj),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        if change:  # a form knows nothing of merges and must not write them back
            obj.save(update_fields=["name", "town", "joined_on"])
        else:
            obj.save()

    def save_related(self, request, form, formsets, change):
        member = form.instance
        before = set(member.chapters.values_list("name", flat=True))
        super().save_related(request, form, formsets, change)
        after = set(member.chapters.values_list("name", flat=True))
        if before != after:
            added, removed = sorted(after - before), sorted(before - after)
            audit.record(
                "member.chapters_changed",
                by=request.user,
                of=member,
                added=added,
                removed=removed,
            )

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        if removed := [row.email for row in formset.deleted_objects]:
            addresses.announce(form.instance, added=[], removed=removed)

    @display(description="standing today", label=COLOURS)
    def standing(self, person):
        return person.standing_today
