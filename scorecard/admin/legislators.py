"""Legislators: found, called by their name, reached, pictured, and seated.

Every button is a command of its own, with a trail of its own; Django's own form saves nothing.
"""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from unfold.admin import ModelAdmin

from members.admin.audited import ReadOnly
from members.models import AuditEvent
from scorecard import identities, naming, portraits, seating
from scorecard.admin import legislator_forms as forms
from scorecard.errors import ScorecardError
from scorecard.models import Chamber, Legislator, Service

EVENTS_SHOWN = 20


class ChamberFilter(admin.SimpleListFilter):
    title, parameter_name = "seat", "seat"

    def lookups(self, request, model_admin):
        return [*Chamber.choices, ("none", "none today")]

    def queryset(self, request, queryset):
        if self.value() == "none":
            return queryset.exclude(pk__in=Service.objects.current().values("legislator"))
        if self.value() in Chamber.values:
            held = Service.objects.current().filter(chamber=self.value())
            return queryset.filter(pk__in=held.values("legislator"))
        return queryset


class PartyFilter(admin.SimpleListFilter):
    title, parameter_name = "party today", "party"

    def lookups(self, request, model_admin):
        parties = Service.objects.current().exclude(party="").order_by("party")
        return [(name, name) for name in parties.values_list("party", flat=True).distinct()]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        held = Service.objects.current().filter(party=self.value())
        return queryset.filter(pk__in=held.values("legislator"))


class PhotoFilter(admin.SimpleListFilter):
    title, parameter_name = "photo", "photo"

    def lookups(self, request, model_admin):
        return [("yes", "has one"), ("no", "has none")]

    def queryset(self, request, queryset):
        if self.value() == "no":
            return queryset.filter(photo_digest="")
        return queryset.exclude(photo_digest="") if self.value() == "yes" else queryset


def _contact(one, said, by):
    identities.state_contact(one.pk, **said, by=by)


def _end(one, said, by):
    _own(one, said["service"])
    seating.end(said["service"], ended_on=said["ended_on"], by=by)


def _strike(one, said, by):
    _own(one, said["service"])
    seating.strike(said["service"], by=by)


def _own(one, service_id):
    get_object_or_404(Service, pk=service_id, legislator=one)


# Button to its form, the command behind it, and what is said afterwards.
ACTS = {
    "rename": (
        forms.NameForm,
        lambda one, said, by: naming.rename(one.pk, **said, by=by),
        "The name is kept; the former address leads to the new one.",
    ),
    "contact": (forms.ContactForm, _contact, "How to reach them is kept."),
    "photo": (
        forms.PhotoForm,
        lambda one, said, by: portraits.hang(one.pk, said["photo"].read(), by=by),
        "The photo is shown now.",
    ),
    "no_photo": (
        forms.NoForm,
        lambda one, said, by: portraits.take_down(one.pk, by=by),
        "The photo is taken off: the initials are shown.",
    ),
    "begin": (
        forms.SeatForm,
        lambda one, said, by: seating.begin(one.pk, **said, by=by),
        "The seat is theirs.",
    ),
    "end": (forms.EndForm, _end, "The seat has ended, and stays in their past."),
    "strike": (forms.StrikeForm, _strike, "The seat is struck out."),
    "number": (
        forms.NumberForm,
        lambda one, said, by: identities.add_number(one.pk, said["number"], by=by),
        "The number is theirs from the next import on.",
    ),
    "no_number": (
        forms.NumberForm,
        lambda one, said, by: identities.remove_number(one.pk, said["number"], by=by),
        "The number is forgotten.",
    ),
}
BY_MODEL = (forms.NameForm, forms.ContactForm)


@admin.register(Legislator)
class LegislatorAdmin(ReadOnly, ModelAdmin):
    list_display = ["name", "seat", "party", "email", "has_photo"]
    list_filter = [ChamberFilter, PartyFilter, PhotoFilter]
    search_fields = ["name", "given_name", "family_name", "services__district", "numbers__number"]
    search_help_text = "A name, a district, or a source's number."
    list_per_page = 50

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("services")

    @admin.display(description="seat")
    def seat(self, obj):
        return _held(obj) or "none today"

    @admin.display(description="party")
    def party(self, obj):
        held = _held(obj)
        return held.party if held else ""

    @admin.display(description="photo", boolean=True)
    def has_photo(self, obj):
        return bool(obj.photo_digest)

    def has_change_permission(self, request, obj=None):
        return ModelAdmin.has_change_permission(self, request, obj)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not object_id.isdigit():
            raise Http404
        one = get_object_or_404(Legislator, pk=object_id)
        if not self.has_view_permission(request, one):
            raise PermissionDenied
        filled = {}
        if request.method == "POST":
            if not self.has_change_permission(request, one):
                raise PermissionDenied
            name = request.POST.get("act")
            if (form := _done(request, one, name)) is None:
                return redirect("admin:scorecard_legislator_change", one.pk)
            filled[name] = form
            one.refresh_from_db()
        return TemplateResponse(
            request, "admin/scorecard/legislator.html", self._context(request, one, filled)
        )

    def _context(self, request, one, filled):
        seats = list(one.services.all())
        return {
            **self.admin_site.each_context(request),
            "opts": Legislator._meta,
            "original": one,
            "title": one.name,
            "seats": [(seat, _end_form(seat, filled)) for seat in seats],
            "forms": {name: _empty(one, name) for name in ACTS} | filled,
            "numbers": list(one.numbers.all()),
            "may_act": self.has_change_permission(request, one),
            "events": AuditEvent.objects.about(one)[:EVENTS_SHOWN]
            if request.user.has_perm("members.view_auditevent")
            else [],
            "media": forms.SeatForm().media,
        }


def _held(legislator):
    return next((one for one in legislator.services.all() if one.ended_on is None), None)


def _empty(one, name, data=None, files=None):
    form = ACTS[name][0]
    options = {"prefix": name}
    if form in BY_MODEL:
        # A copy: a form that is refused has written into its instance.
        options["instance"] = Legislator.objects.get(pk=one.pk)
    return form(data, files, **options)


def _end_form(seat, filled):
    if seat.ended_on:
        return None
    form = filled.get("end")
    return form or forms.EndForm(prefix="end", initial={"service": seat.pk})


def _done(request, one, name):
    """The form to be shown again; None where it was done."""
    if name not in ACTS:
        raise Http404
    _, command, words = ACTS[name]
    form = _empty(one, name, request.POST, request.FILES)
    if not form.is_valid():
        return form
    try:
        command(one, dict(form.cleaned_data), request.user)
    except ScorecardError as refusal:
        form.add_error(None, str(refusal))
        return form
    messages.success(request, format_html("{}: {}", one.name, words))
    return None
