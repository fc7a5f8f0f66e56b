"""Addresses of the public pages and of the voter's path."""

from django.urls import path

from endorsements.views import (
    answers,
    candidate,
    exports,
    feeds,
    mine,
    news,
    observers,
    pages,
    public,
    rounds,
    since,
    voting,
)
from endorsements.views.reviewing import contest, discussion, reasons

app_name = "endorsements"
urlpatterns = [
    path("", public.home, name="home"),
    path("endorsements/", public.endorsements, name="endorsements"),
    path("endorsements/since/", since.since, name="since"),
    path("endorsements/since/<slug:slug>/", since.since_of, name="since_of"),
    path("endorsements/feed/", feeds.Decided(), name="feed"),
    path("endorsements/news/", news.index, name="news"),
    path("endorsements/feed/news/", feeds.News(), name="news_feed"),
    path("endorsements/news/<int:announcement_id>/preview/", news.preview, name="news_preview"),
    path("endorsements/news/<slug:slug>/", news.show, name="news_of"),
    path("record/", public.record_index, name="record"),
    path("how-it-works/", pages.how_it_works, name="how_it_works"),
    path("how-we-count/", pages.how_we_count, name="how_we_count"),
    path("what-staff-can-see/", pages.trust, name="trust"),
    path("observers/", observers.observe, name="observe"),
    path("observers/<slug:slug>/", observers.observe_round, name="observe_round"),
    path("candidate/<str:token>/", candidate.overview, name="candidate"),
    path("candidate/<str:token>/begin/", candidate.begin, name="candidate_begin"),
    path("candidate/<str:token>/part/<int:pk>/", candidate.section, name="candidate_section"),
    path("candidate/<str:token>/figure/<int:pk>/", candidate.figure, name="candidate_figure"),
    path("candidate/<str:token>/review/", candidate.review, name="candidate_review"),
    path("candidate/<str:token>/submit/", candidate.submit, name="candidate_submit"),
    path("candidate/<str:token>/decline/", candidate.decline, name="candidate_decline"),
    path("candidate/<str:token>/wording/", candidate.wording, name="candidate_wording"),
    path("ballots/", mine.my_ballots, name="my_ballots"),
    path("ballots/<slug:slug>/", voting.ballot, name="ballot"),
    path("ballots/<slug:slug>/review/", voting.review, name="review"),
    path("ballots/<slug:slug>/cast/", voting.cast, name="cast"),
    path("rounds/<slug:slug>/", rounds.show, name="round"),
    path("rounds/<slug:slug>/state/", rounds.state, name="state"),
    path("rounds/<slug:slug>/answers/<slug:contest>/", answers.answers, name="answers"),
    path(
        "rounds/<slug:slug>/answers/<slug:contest>/figure/<int:pk>/",
        answers.answers_figure,
        name="answers_figure",
    ),
    path("rounds/<slug:slug>/contests/<slug:key>/", contest.show, name="contest"),
    path(
        "rounds/<slug:slug>/contests/<slug:key>/notes/<int:candidate>/", contest.note, name="note"
    ),
    path("rounds/<slug:slug>/contests/<slug:key>/posts/", discussion.write, name="write_post"),
    path("rounds/<slug:slug>/posts/<int:post>/react/", discussion.react, name="react"),
    path("rounds/<slug:slug>/posts/<int:post>/report/", discussion.report, name="report_post"),
    path("rounds/<slug:slug>/posts/<int:post>/take-back/", discussion.take_back, name="take_back"),
    path("rounds/<slug:slug>/reasons/", reasons.show, name="reasons"),
    path("rounds/<slug:slug>/reasons/<slug:key>/", reasons.write, name="write_reason"),
    path("rounds/<slug:slug>/reasons/<slug:key>/delete/", reasons.delete, name="delete_reason"),
    path("rounds/<slug:slug>/codes/<slug:contest>/", rounds.codes, name="codes"),
    path("rounds/<slug:slug>/cvr/<slug:contest>.csv", exports.records_csv, name="cvr_csv"),
    path("rounds/<slug:slug>/cvr/<slug:contest>.json", exports.records_json, name="cvr_json"),
    path("rounds/<slug:slug>/record.zip", rounds.record_zip, name="record_zip"),
    path("rounds/<slug:slug>/record/<path:name>", rounds.record_file, name="record_file"),
]
