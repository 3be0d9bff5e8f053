import dataclasses
import secrets

import pytest

from service.app import create_app
from service.domain.windows import windows
from service.settings.model import Limits
from tests.builders import PAGE, some_settings
from tests.service.http.comments import COMMENTS, fields
from tests.service.http.problems import assert_problem
from tests.waiting import until

HOUR = 3600


@pytest.fixture
def limits():
    return Limits(submit=windows("2 per hour"), read=windows("3 per hour"), sign_in=windows("2 per hour"))


@pytest.fixture
def settings(tmp_path, server, queue, limits):
    # With a key of its own no test's clients are those of the one before, whose counts may be told a moment later.
    return some_settings(tmp_path, redis_url=server.url, limits=limits, secret_key=secrets.token_bytes(32))


def test_too_many_comments_are_refused(client):
    assert [client.post(COMMENTS, json=fields()).status_code for _ in range(2)] == [202, 202]
    answer = client.post(COMMENTS, json=fields())
    told = assert_problem(answer, 429, "too-many-requests")
    assert 1 <= int(answer.headers["Retry-After"]) <= HOUR
    assert told["retry_after"] == int(answer.headers["Retry-After"])


def test_wrong_requests_count_too(client):
    assert [client.post(COMMENTS, json={}).status_code for _ in range(3)] == [422, 422, 429]


def test_a_reader_at_the_form_keeps_what_was_typed(client):
    answers = [client.post(COMMENTS, data=fields()) for _ in range(3)]
    assert [one.status_code for one in answers] == [303, 303, 429]
    assert answers[2].mimetype == "text/html"
    assert "The 7.10 boat" in answers[2].text
    assert int(answers[2].headers["Retry-After"]) > 0


def test_reading_has_a_limit_of_its_own(client):
    path = f"/v1/sites/blog/threads?page={PAGE}"
    assert [client.get(path).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert client.post(COMMENTS, json=fields()).status_code == 202


def test_only_wrong_tokens_count(client, moderator):
    assert [client.get("/v1/review/comments", headers=moderator).status_code for _ in range(4)] == [200] * 4
    wrong = {"Authorization": "Bearer rj_guess"}
    assert [client.get("/v1/review/comments", headers=wrong).status_code for _ in range(3)] == [401, 401, 429]
    assert client.get("/v1/review/comments", headers=moderator).status_code == 200


def test_each_client_has_its_own_count(client):
    for address in ("203.0.113.1", "203.0.113.2"):
        answers = [client.post(COMMENTS, json=fields(), environ_base={"REMOTE_ADDR": address}) for _ in range(2)]
        assert [one.status_code for one in answers] == [202, 202]


def test_one_ipv6_network_is_one_client(client):
    answers = [
        client.post(COMMENTS, json=fields(), environ_base={"REMOTE_ADDR": f"2001:db8::{number}"}) for number in range(3)
    ]
    assert [one.status_code for one in answers] == [202, 202, 429]


def test_no_address_gets_to_redis(client, queue):
    client.post(COMMENTS, json=fields(), environ_base={"REMOTE_ADDR": "203.0.113.77"})
    keys = until(lambda: [key.decode() for key in queue.keys("limit:submit:*")], what="the count in Redis")
    assert not any("203.0.113" in key for key in keys)


@pytest.fixture
def unlimited(services, limits):
    off = dataclasses.replace(limits, enabled=False)
    return create_app(dataclasses.replace(services, settings=dataclasses.replace(services.settings, limits=off)))


def test_limits_can_be_switched_off(unlimited):
    client = unlimited.test_client()
    assert {client.post(COMMENTS, json=fields()).status_code for _ in range(5)} == {202}
