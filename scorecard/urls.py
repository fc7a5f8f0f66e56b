"""Addresses of the scorecard's pages."""

from django.urls import path

from scorecard.views import districts, places

app_name = "scorecard"
urlpatterns = [
    path("find/", places.find, name="find"),
    path("find/here/", places.here, name="here"),
    path("districts/", districts.districts, name="districts"),
    path("districts/<str:chamber>/<slug:slug>/", districts.district, name="district"),
]
