import pytest

PUBLIC = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
ADMIN = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "font-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/health/", PUBLIC),
        ("/no-such-page/", PUBLIC),
        ("/administration/", PUBLIC),
        ("/admin/login/", ADMIN),
    ],
)
def test_only_the_admin_gets_the_looser_policy(client, path, policy):
    assert client.get(path).headers["Content-Security-Policy"] == policy
