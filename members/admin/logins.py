"""Logins. Staff can bar one and give rights; they cannot become somebody else.

Whoever verifies a member's address votes as that member. So passwords, addresses and the
mark "verified" are read-only here, for everyone: their owner changes them by mail.
"""

import allauth.mfa.admin
import allauth.socialaccount.admin
import allauth.usersessions.admin
from allauth.account.admin import EmailAddressAdmin as AddressAdminOfAllauth
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as GroupAdminOfDjango
from django.contrib.auth.models import Group
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import action
from unfold.widgets import UnfoldAdminTextareaWidget

from members import lost_factors
from members.admin import proposals
from members.admin.audited import AuditedModelAdmin, LookedAt, ReadOnly
from members.errors import MembersError
from members.models import LookPage, User

RIGHTS = ["is_staff", "is_superuser", "groups"]


class VerifiedAddressInline(ReadOnly, TabularInline):
    model = EmailAddress
    fields = ["email", "verified", "primary"]
    hide_title = True
    verbose_name_plural = "addresses of this login"


class LostFactorForm(forms.Form):
    reason = forms.CharField(
        label="What happened, and how you know that it was the owner who told you",
        max_length=500,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )


class UserForm(forms.ModelForm):
    def clean_email(self):
        return self.cleaned_data["email"].lower()


@admin.register(User)
class UserAdmin(LookedAt, AuditedModelAdmin):
    look_page = LookPage.LOGIN
    form = UserForm
    list_display = ["email", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_active"]
    search_fields = ["email"]
    fields = ["email", "is_active", *RIGHTS, "last_login", "date_joined"]
    autocomplete_fields = ["groups"]
    inlines = [VerifiedAddressInline]
    actions_detail = ["reset_factor"]

    @action(description="Lost second factor", url_path="reset-factor", permissions=["change"])
    def reset_factor(self, request, object_id):
        user = get_object_or_404(User, pk=object_id)
        form = LostFactorForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                proposal = lost_factors.propose(user, by=request.user, **form.cleaned_data)
            except MembersError as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect(proposals.CHANGE_PAGE, proposal.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": User._meta,
            "title": f"Take away the lost second factor of {user}",
            "form": form,
        }
        return TemplateResponse(request, "admin/members/propose.html", context)

    def get_readonly_fields(self, request, obj=None):
        fixed = ["last_login", "date_joined"] + (["email"] if obj else [])
        if request.user.is_superuser:
            return fixed
        # Who could bar other staff could rid themselves of every second pair of eyes.
        barring = ["is_active"] if obj and obj.is_staff else []
        # Who could give rights to others could give all of them to themselves.
        return [*fixed, *barring, *RIGHTS]

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)


# Django's own page has another look and leaves no trace in ours.
admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(AuditedModelAdmin, GroupAdminOfDjango):
    """Groups carry rights, so that only who has all of them may shape one."""

    def has_add_permission(self, request):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser


# allauth's own page lets staff mark any address as verified.
admin.site.unregister(EmailAddress)

# Their pages would show the secrets of second factors, add one or an account of another site to
# anybody's login, and list who is logged in from where.
admin.site.unregister(allauth.mfa.admin.Authenticator)
admin.site.unregister(allauth.socialaccount.admin.SocialAccount)
admin.site.unregister(allauth.socialaccount.admin.SocialApp)
admin.site.unregister(allauth.socialaccount.admin.SocialToken)
admin.site.unregister(allauth.usersessions.admin.UserSession)


@admin.register(EmailAddress)
class EmailAddressAdmin(LookedAt, ReadOnly, ModelAdmin):
    look_page = LookPage.LOGIN
    list_display = AddressAdminOfAllauth.list_display
    list_filter = AddressAdminOfAllauth.list_filter
    search_fields = ["email", "user__email"]
