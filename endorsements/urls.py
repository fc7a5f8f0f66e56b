"""Addresses of the public pages."""

from django.urls import URLPattern

app_name = "endorsements"
urlpatterns: list[URLPattern] = []
