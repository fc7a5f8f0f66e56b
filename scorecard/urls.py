"""Addresses of the scorecard's pages."""

from django.urls import path

from scorecard.views import (
    cards,
    corrections,
    data,
    districts,
    feeds,
    issues,
    listing,
    method,
    people,
    photos,
    places,
    sessions,
)

app_name = "scorecard"
urlpatterns = [
    path("", listing.legislators, name="legislators"),
    path("find/", places.find, name="find"),
    path("find/here/", places.here, name="here"),
    path("districts/", districts.districts, name="districts"),
    path("districts/<str:chamber>/<slug:slug>/", districts.district, name="district"),
    path("how-we-score/", method.methodology, name="methodology"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections/report/", corrections.report, name="report"),
    path("corrections/reported/", corrections.reported, name="reported"),
    path("data/", data.downloads, name="downloads"),
    path("data/<slug:name>.csv", data.as_csv, name="data_csv"),
    path("data/<slug:name>.json", data.as_json, name="data_json"),
    path("feeds/sessions/", feeds.Sessions(), name="feed_sessions"),
    path("feeds/corrections/", feeds.Corrections(), name="feed_corrections"),
    path("issues/", issues.issues, name="issues"),
    path("issues/<slug:slug>/", issues.issue, name="issue"),
    path("compare/", people.compare, name="compare"),
    path("legislators/<slug:slug>/", people.legislator, name="legislator"),
    path("legislators/<slug:slug>/card/", cards.card, name="embed"),
    path("legislators/<slug:slug>/card.png", cards.image, name="image"),
    path("sessions/", sessions.sessions, name="sessions"),
    path("legislators/<slug:slug>/photo-<slug:digest>.jpg", photos.photo, name="photo"),
    path("sessions/<int:first_year>/", sessions.session, name="session"),
    path("<int:first_year>/bills/<slug:slug>/", sessions.bill, name="bill"),
    path(
        "<int:first_year>/<str:chamber>/<int:number>/<slug:slug>/",
        sessions.roll_call,
        name="roll_call",
    ),
]
