"""Redis may be killed or hang: readers do not notice."""

import dataclasses
import time

import pytest

from service.app import create_app
from service.domain.windows import windows
from service.queue import Hints
from service.redis_client import web_client
from service.settings.model import Limits
from tests.builders import some_settings
from tests.service.http.comments import COMMENTS, fields
from tests.waiting import until

PATIENCE_SECONDS = 0.3


@pytest.fixture
def settings(tmp_path, redis_server):
    return some_settings(tmp_path, redis_url=redis_server.url, limits=Limits(submit=windows("3 per hour; 100 per day")))


@pytest.fixture
def client(services, redis_server):
    """A client of an application whose limits and hints both go to the real server."""
    queue = web_client(redis_server.url)
    hints = Hints(queue, new_id=services.new_id, on_failure=services.metrics.hints_failed.inc)
    with queue:
        client = create_app(dataclasses.replace(services, hints=hints)).test_client()
        assert client.post(COMMENTS, json=fields()).status_code == 202  # what is slow only the first time
        yield client


def timed(client):
    started = time.perf_counter()
    answer = client.post(COMMENTS, json=fields())
    return answer.status_code, time.perf_counter() - started


def unshared(services):
    return services.metrics.registry().get_sample_value("rejoinder_limits_unshared_total")


@pytest.mark.parametrize("outage", ["kill", "stop"])
def test_comments_are_kept_and_limits_hold_while_redis_is_away(client, services, redis_server, outage):
    getattr(redis_server, outage)()

    for expected in (202, 202, 429):
        status, seconds = timed(client)
        assert status == expected
        assert seconds < PATIENCE_SECONDS

    until(lambda: unshared(services), what="that it is counted")


def test_nothing_is_said_while_redis_is_there(client, services):
    assert [timed(client)[0] for _ in range(3)] == [202, 202, 429]
    assert not unshared(services)


@pytest.mark.parametrize("outage", ["kill", "stop"])
def test_health_is_told_at_once_while_redis_is_away(client, redis_server, outage):
    getattr(redis_server, outage)()
    started = time.perf_counter()
    answer = client.get("/readyz")
    assert time.perf_counter() - started < PATIENCE_SECONDS
    assert (answer.status_code, answer.json["status"]) == (200, "degraded")
