"""Codes by mail: one at a time, for one use, for a while."""

import time

import pytest
from allauth.core.context import request_context

from members import mailed_codes
from members.mailed_codes import WrongCode
from tests.factories.members import EmailAddressFactory, UserFactory
from tests.members.logging_in import code_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(rf, mailoutbox):
    """Send a code; returns the session and the code."""

    def send(session=None):
        request = rf.get("/")
        request.session = {} if session is None else session
        with request_context(request):
            mailed_codes.send(request, "ada@example.org")
        return request.session, code_in(mailoutbox[-1])

    return send


def test_a_code_is_taken_once(sent):
    session, code = sent()
    assert mailed_codes.is_waiting(session)

    mailed_codes.use(session, f" {code.lower().replace('-', '')} ")

    assert not mailed_codes.is_waiting(session)
    with pytest.raises(WrongCode, match="too old"):
        mailed_codes.use(session, code)


def test_a_newer_code_replaces_the_older(sent):
    session, older = sent()
    session, newer = sent(session)

    with pytest.raises(WrongCode, match="Look at the newest mail"):
        mailed_codes.use(session, older)
    mailed_codes.use(session, newer)


def test_three_tries_and_no_more(sent):
    session, code = sent()
    for _ in range(2):
        with pytest.raises(WrongCode, match="Look at the newest"):
            mailed_codes.use(session, "WRONG")
    with pytest.raises(WrongCode, match="the last try"):
        mailed_codes.use(session, "WRONG")

    with pytest.raises(WrongCode, match="too old"):
        mailed_codes.use(session, code)


def test_a_code_does_not_wait_for_ever(sent, settings):
    session, code = sent()
    session[mailed_codes.KEY]["at"] = time.time() - settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT

    assert not mailed_codes.is_waiting(session)
    with pytest.raises(WrongCode, match="too old"):
        mailed_codes.use(session, code)


def test_the_session_does_not_hold_the_code(sent):
    session, code = sent()

    assert code not in str(session)


def test_codes_go_to_the_main_verified_address():
    user = UserFactory()
    assert mailed_codes.address_of(user) is None
    EmailAddressFactory(user=user, email="a@example.org", primary=False)
    EmailAddressFactory(user=user, email="b@example.org", primary=True)
    EmailAddressFactory(user=user, email="c@example.org", primary=False, verified=False)

    assert mailed_codes.address_of(user) == "b@example.org"
