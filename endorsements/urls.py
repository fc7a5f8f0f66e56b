"""Addresses of the public pages."""

from django.urls import URLPattern, path

from endorsements.views import pages

app_name = "endorsements"
urlpatterns: list[URLPattern] = [
    path("how-it-works/", pages.how_it_works, name="how_it_works"),
    path("what-staff-can-see/", pages.trust, name="trust"),
]
