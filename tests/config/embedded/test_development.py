import pytest

from config.embedded import development, prepare_environment


@pytest.fixture
def environment(monkeypatch):
    environment = {}
    monkeypatch.setattr(development.os, "environ", environment)
    return environment


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        (["DATABASE_URL"], "REDIS_URL, SECRET_KEY"),
        (["REDIS_URL", "SECRET_KEY"], "DATABASE_URL"),
    ],
)
def test_half_an_environment_is_refused_in_one_line(environment, given, missing):
    environment.update(dict.fromkeys(given, "something"))

    with pytest.raises(SystemExit) as refusal:
        prepare_environment()

    assert str(refusal.value) == (
        f"Settings missing from the environment: {missing}. ({', '.join(given)} is set; with none "
        "of the three, a checkout uses its own private servers.)"
    )


def test_a_whole_environment_is_left_alone(environment):
    environment.update(dict.fromkeys(development.ALL_OR_NONE, "something"))
    before = dict(environment)

    prepare_environment(["runserver"])

    assert environment == before


def test_the_secret_key_is_made_once_and_for_its_owner_only(tmp_path):
    path = tmp_path / "new" / "secret-key"

    first, second = development.secret_key(path), development.secret_key(path)

    assert first == second
    assert len(first) >= 50
    assert path.stat().st_mode & 0o777 == 0o600
