import pytest

from tests.builders import ORIGIN, PAGE
from tests.service.http.comments import COMMENTS, fields
from tests.service.http.problems import assert_problem

THREADS = f"/v1/sites/blog/threads?page={PAGE}"


def test_the_sites_pages_may_send_and_read_without_cookies(client):
    for answer in (
        client.post(COMMENTS, json=fields(), headers={"Origin": ORIGIN}),
        client.post(COMMENTS, json={}, headers={"Origin": ORIGIN}),
        client.get(THREADS, headers={"Origin": ORIGIN}),
    ):
        assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
        assert "Origin" in answer.headers["Vary"]
        assert "Access-Control-Allow-Credentials" not in answer.headers


def test_browsers_may_ask_before_they_send(client):
    asked = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST"}
    answer = client.options(COMMENTS, headers=asked)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Idempotency-Key" in answer.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("origin", ["http://evil.example", "null", f"{ORIGIN}.evil.example", "https://blog.example"])
def test_other_pages_may_not_read(client, origin):
    for answer in (
        client.get(THREADS, headers={"Origin": origin}),
        client.options(COMMENTS, headers={"Origin": origin}),
    ):
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert "Origin" in answer.headers["Vary"]


@pytest.mark.parametrize("sent", [{"json": fields()}, {"data": fields()}], ids=["json", "form"])
@pytest.mark.parametrize("origin", ["http://evil.example", f"{ORIGIN}:81", "x" * 5000])
def test_other_pages_may_not_send(client, sent, origin):
    assert_problem(client.post(COMMENTS, headers={"Origin": origin}, **sent), 403, "foreign-origin")


@pytest.mark.parametrize("origin", [ORIGIN, "null", "http://localhost", "http://127.0.0.1:8080"])
def test_the_site_and_our_own_form_and_shy_browsers_may_send(client, origin):
    assert client.post(COMMENTS, data=fields(), headers={"Origin": origin}).status_code == 303


def test_copies_differ_by_origin_even_without_one(client):
    assert "Origin" in client.get(THREADS).headers["Vary"]
