import dataclasses

import pytest

from service.app import create_app
from service.storage import comments
from service.storage.sealed import unseal
from tests.service.http.comments import COMMENTS, fields


@pytest.fixture
def address_seen(services):
    """The client's address that a comment is kept with, behind so many trusted proxies."""

    def seen(*, hops, headers):
        settings = dataclasses.replace(services.settings, trusted_proxies=hops)
        client = create_app(dataclasses.replace(services, settings=settings)).test_client()
        answer = client.post(COMMENTS, json=fields(), headers=headers, environ_base={"REMOTE_ADDR": "192.0.2.1"})
        with services.database.read() as tx:
            sealed = comments.sealed_of(tx, answer.json["id"])
        return unseal(sealed, site="blog", comment=answer.json["id"], keyring=services.keyring).address

    return seen


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Client-IP"])
def test_without_proxies_nobody_can_claim_an_address(address_seen, name):
    assert address_seen(hops=0, headers={name: "203.0.113.5"}) == "192.0.2.1"


@pytest.mark.parametrize(
    ("hops", "forwarded", "address"),
    [
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "198.51.100.66, 203.0.113.5", "203.0.113.5"),
        (2, "198.51.100.66, 203.0.113.5, 192.0.2.9", "203.0.113.5"),
        (2, "203.0.113.5", "192.0.2.1"),
        (1, "", "192.0.2.1"),
    ],
    ids=["one", "claimed", "two", "too few", "none"],
)
def test_behind_proxies_only_what_they_wrote_counts(address_seen, hops, forwarded, address):
    assert address_seen(hops=hops, headers={"X-Forwarded-For": forwarded}) == address


def test_every_answer_has_the_requests_id(client):
    first, second = (client.get("/livez").headers["X-Request-Id"] for _ in range(2))
    assert first != second


def test_no_answer_is_guessed_at(client):
    assert client.get("/livez").headers["X-Content-Type-Options"] == "nosniff"


def test_no_answer_of_the_api_sets_a_cookie(client, moderator):
    for answer in (client.post(COMMENTS, json=fields()), client.get("/v1/review/comments", headers=moderator)):
        assert "Set-Cookie" not in answer.headers
