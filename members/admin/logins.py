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
from unfold.admin import ModelAdmin, TabularInline

from members.admin.audited import AuditedModelAdmin, LookedAt, ReadOnly
from members.models import LookPage, User

RIGHTS = ["is_staff", "is_superuser", "groups"]


class VerifiedAddressInline(ReadOnly, TabularInline):
    model = EmailAddress
    fields = ["email", "verified", "primary"]
    hide_title = True
    verbose_name_plural = "addresses of this login"


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

    def get_readonly_fields(self, request, obj=None):
        fixed = ["last_login", "date_joined"] + (["email"] if obj else [])
        # Who could give rights to others could give all of them to themselves.
        return fixed if request.user.is_superuser else [*fixed, *RIGHTS]

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
