"""The choice of a row by typing a word of it; it says aloud when nothing is chosen."""

from collections.abc import Callable, Sequence

from django.contrib.admin import AdminSite
from django.contrib.admin.widgets import AutocompleteSelect
from django.http import HttpRequest


class ChosenRow(AutocompleteSelect):
    """Without words where nothing is chosen yet, screen readers would have no name for it: see
    `js/name-choices.js`."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        called = self.field.remote_field.model._meta.verbose_name
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return attrs | {"data-placeholder": f"no {called} chosen"}


class ChoosesRows:
    """Mixed in before the admin base: its `autocomplete_fields` are chosen so."""

    get_autocomplete_fields: Callable[[HttpRequest], Sequence[str]]
    admin_site: AdminSite

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = ChosenRow(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
