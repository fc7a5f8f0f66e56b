"""The site, told to look for Google, Facebook and X on loopback."""

import pytest
from allauth.socialaccount.providers.facebook import flows as facebook
from allauth.socialaccount.providers.facebook.views import FacebookOAuth2Adapter
from allauth.socialaccount.providers.google.views import GoogleOAuth2Adapter
from allauth.socialaccount.providers.twitter_oauth2.views import TwitterOAuth2Adapter

from tests.fake_oauth.site import KEY, SECRET, FakeSites

SITES = ["facebook", "google", "twitter_oauth2"]


@pytest.fixture
def sites(settings, monkeypatch):
    """Only addresses and keys are changed; all else is the library's own code."""
    apps = {"APPS": [{"client_id": KEY, "secret": SECRET}]}
    settings.SOCIALACCOUNT_PROVIDERS = {
        site: settings.SOCIALACCOUNT_PROVIDERS[site] | apps for site in SITES
    }
    with FakeSites() as sites:
        for adapter in (FacebookOAuth2Adapter, GoogleOAuth2Adapter, TwitterOAuth2Adapter):
            base = f"{sites.url}/{adapter.provider_id}"
            monkeypatch.setattr(adapter, "authorize_url", f"{base}/authorize")
            monkeypatch.setattr(adapter, "access_token_url", f"{base}/token")
        monkeypatch.setattr(facebook, "GRAPH_API_URL", f"{sites.url}/facebook")
        monkeypatch.setattr(TwitterOAuth2Adapter, "profile_url", f"{sites.url}/twitter_oauth2/me")
        yield sites
