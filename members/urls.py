"""Addresses of the members app, below /members/."""

from django.urls import path

from members import hooks

app_name = "members"
urlpatterns = [path("hooks/actblue/", hooks.actblue, name="hook_actblue")]
