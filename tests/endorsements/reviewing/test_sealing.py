"""Words sealed at rest: one length, one purpose, opened by the site's key alone."""

import pytest

from endorsements.reviewing import sealing


@pytest.mark.parametrize("text", ["", "a", "Zoë 中村 " * 10, "𝄞" * sealing.LONGEST])
def test_what_is_sealed_has_one_length_and_opens_again(text):
    sealed = sealing.seal(text, purpose="note")

    assert len(sealed) == len(sealing.seal("other", purpose="note"))
    assert sealing.unseal(memoryview(sealed), purpose="note") == text
    assert sealed != sealing.seal(text, purpose="note")


def test_a_text_sealed_for_one_purpose_opens_for_no_other():
    sealed = sealing.seal("mine", purpose="note")

    assert sealing.unseal(sealed, purpose="reason") == sealing.UNREADABLE


def test_an_earlier_key_of_the_site_still_opens(settings):
    sealed = sealing.seal("mine", purpose="note")
    settings.SECRET_KEY, before = "another", settings.SECRET_KEY
    assert sealing.unseal(sealed, purpose="note") == sealing.UNREADABLE
    settings.SECRET_KEY_FALLBACKS = [before]

    assert sealing.unseal(sealed, purpose="note") == "mine"


@pytest.mark.parametrize("text", ["a" * (sealing.LONGEST + 1), "a\x00"])
def test_what_would_not_fit_is_refused(text):
    with pytest.raises(ValueError):
        sealing.seal(text, purpose="note")
