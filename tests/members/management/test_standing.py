"""manage.py standing"""

from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from tests.factories.members import ContributionFactory, MemberAddressFactory, MemberFactory

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("standing", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def ada():
    member = MemberFactory(name="Ada", town="Natick")
    MemberAddressFactory(member=member, email="ada@example.org")
    return member


def test_standing_prints_answer_and_reason(ada):
    ContributionFactory(member=ada)

    assert said("Ada@example.org", "--on", "2026-05-05") == (
        "Ada, Natick: in good standing on 5 May 2026. "
        "Dues of $120 on 3 March 2026 cover until 3 March 2027.\n"
    )


def test_standing_without_a_day_is_that_of_today(ada):
    with time_machine.travel("2026-05-06T12:00:00Z"):
        assert said("ada@example.org") == (
            "Ada, Natick: not in good standing on 6 May 2026. No dues are recorded for you.\n"
        )


def test_standing_names_everybody_who_shares_the_address(ada):
    MemberAddressFactory(member__name="Bo", member__town="", email="ada@example.org")

    lines = said("ada@example.org", "--on", "2026-05-05").splitlines()

    assert [line.split(":")[0] for line in lines] == ["Ada, Natick", "Bo"]


def test_standing_of_an_unknown_address_is_refused():
    with pytest.raises(CommandError, match=r"No member has the address eve@example\.org\."):
        said("eve@example.org")
