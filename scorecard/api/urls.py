"""Addresses of the API: its description, a page that lists its operations, the operations."""

from django.urls import path

from scorecard.api import pages
from scorecard.api.operations import api

app_name = "api"
_operations, _, _ = api.urls
urlpatterns = [
    path("", pages.operations, name="operations"),
    path("openapi.json", pages.openapi, name="openapi"),
    *[one for one in _operations if getattr(one, "name", "") != "api-root"],
    path("<path:rest>", pages.nothing, name="nothing"),
]
