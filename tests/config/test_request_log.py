import pytest
from structlog.testing import capture_logs


@pytest.mark.django_db
def test_the_line_of_a_request_names_the_view_and_nobody(client):
    with capture_logs() as lines:
        response = client.post("/health/?choice=lewis", {"choice": "lewis"})

    (line,) = [line for line in lines if line["event"] == "request"]
    milliseconds = line.pop("milliseconds")
    assert line == {
        "event": "request",
        "log_level": "info",
        "view": "health",
        "method": "POST",
        "status": 200,
    }
    assert 0 <= milliseconds < 5000
    assert len(response.headers["X-Request-ID"]) == 16


@pytest.mark.django_db
def test_every_request_has_an_id_of_its_own(client):
    ids = {client.get("/health/").headers["X-Request-ID"] for _ in range(2)}
    assert len(ids) == 2
