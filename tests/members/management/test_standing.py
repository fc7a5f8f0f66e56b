"""manage.py standing"""

from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from tests.factories.endorsements import scheduled_round
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

    assert [line.split(":")[0] for line in lines[1:]] == ["Ada, Natick", "Bo"]


def test_an_address_that_several_have_is_said_to_be_shared(ada):
    MemberAddressFactory(member__name="Bo", member__town="", email="ada@example.org")

    assert said("ada@example.org").startswith("2 members have the address ada@example.org.\n")


def test_a_duplicate_stands_for_its_person(ada):
    duplicate = ContributionFactory(member__merged_into=ada).member
    MemberAddressFactory(member=duplicate, email="old@example.org")

    assert said("old@example.org", "--on", "2026-05-05") == (
        "Ada, Natick: in good standing on 5 May 2026. "
        "Dues of $120 on 3 March 2026 cover until 3 March 2027.\n"
    )


def test_standing_says_of_a_round_whether_the_member_is_on_its_roll(ada):
    ContributionFactory(member=ada)
    voting_round = scheduled_round(1, with_keys=False)

    assert said("ada@example.org", "--round", voting_round.slug).splitlines()[1] == (
        f"Ada, Natick: on the roll of “{voting_round}”. "
        "Dues of $120 on 3 March 2026 cover until 3 March 2027."
    )


def test_a_round_that_is_not_there_is_refused(ada):
    with pytest.raises(CommandError, match=r"No round has the address nowhere\."):
        said("ada@example.org", "--round", "nowhere")


def test_standing_of_an_unknown_address_is_refused():
    with pytest.raises(CommandError, match=r"No member has the address eve@example\.org\."):
        said("eve@example.org")
