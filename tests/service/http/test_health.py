import dataclasses
import itertools
from datetime import timedelta

import pytest

from service.app import create_app
from service.domain.comment import Decision
from service.http.ending import Ending
from service.queue import SWEEPER, Work, alive_key
from service.storage import deliveries, hosts
from service.usecases.decide import decide
from service.usecases.submit import submit
from tests.builders import a_submission
from tests.service.http.comments import COMMENTS, fields


@pytest.fixture
def ready(services, server, queue):
    """A client of an application whose queue answers."""
    settings = dataclasses.replace(services.settings, redis_url=server.url)
    return create_app(dataclasses.replace(services, settings=settings)).test_client()


@pytest.fixture
def listen(queue):
    """Shows a sign of life as a worker does."""
    return lambda work: queue.set(alive_key(work), "1")


def test_a_process_that_answers_is_alive(client):
    assert client.get("/livez").json == {"status": "alive"}


def test_with_database_queue_and_workers_it_is_ready(ready, listen):
    for work in Work:
        listen(work)
    answer = ready.get("/readyz")
    assert (answer.status_code, answer.json) == (200, {"status": "ready"})
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_missing_worker_is_named(ready, listen):
    listen(Work.JUDGE)
    answer = ready.get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (200, "degraded")
    assert len(answer.json["reasons"]) == 1
    assert "worker deliver" in answer.json["reasons"][0]


def test_without_redis_it_is_degraded(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (200, "degraded")
    assert "Comments are kept" in answer.json["reasons"][0]


def test_without_the_schema_no_comment_could_be_kept(client, database):
    with database.begin() as tx:
        tx.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (503, "unavailable")
    assert "rejoinder migrate" in answer.json["reasons"][0]


def test_without_the_database_no_comment_could_be_kept(client, database, settings):
    database.close()
    for file in settings.home.glob("rejoinder.db*"):
        file.unlink()
    (settings.home / "rejoinder.db").mkdir()
    assert client.get("/readyz").status_code == 503
    assert client.get("/livez").status_code == 200
    assert client.get("/metrics").status_code == 200


def test_a_server_that_is_about_to_end_says_so_serves_on_and_keeps_no_connection(services, tmp_path):
    sign = tmp_path / "ending"
    clock = itertools.count()
    client = create_app(services, ending=Ending(sign, clock=lambda: next(clock))).test_client()
    assert client.get("/readyz").json["status"] == "degraded"
    assert "Connection" not in client.get("/livez").headers
    sign.touch()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (503, "ending")
    answer = client.post(COMMENTS, json=fields())
    assert (answer.status_code, answer.headers["Connection"]) == (202, "close")


def figures(client):
    lines = client.get("/metrics").text.splitlines()
    return {name: float(value) for name, _, value in (one.rpartition(" ") for one in lines if not one.startswith("#"))}


def test_the_figures_say_what_waits(client, services, clock):
    comment = submit(services, a_submission()).id
    submit(services, a_submission())
    decide(services, comment, Decision.HOLD, actor="Mona")
    with services.database.begin() as tx:
        bury, *_ = deliveries.of(tx, comment)
        deliveries.bury(tx, bury, at=services.clock(), error="gone")
        assert hosts.take(
            tx,
            "h",
            holder="one",
            database=services.database,
            now=services.clock(),
            until=services.clock() + timedelta(seconds=1),
        )
        hosts.note_unreachable(tx, "h", at=services.clock())
    clock.tick(seconds=90)

    found = figures(client)

    assert found["rejoinder_comments_waiting_for_judge"] == 1
    assert found["rejoinder_comments_waiting_for_moderator"] == 1
    assert found["rejoinder_oldest_waiting_seconds"] == 90
    assert found["rejoinder_deliveries_pending"] == 0
    assert found["rejoinder_deliveries_dead"] == 1
    assert found["rejoinder_hosts_unreachable"] == 1


def test_counts_and_times_are_there_too(client, services):
    submit(services, a_submission())
    client.get("/livez")
    found = figures(client)
    assert found['rejoinder_comments_received_total{site="blog"}'] == 1
    assert found['rejoinder_request_seconds_count{endpoint="health.livez",status="200"}'] == 1


def test_who_works_in_the_background_is_told_unless_nobody_can_say(ready, client, listen):
    listen(Work.JUDGE)
    listen(SWEEPER)

    found = figures(ready)

    assert [found[f'rejoinder_role_alive{{role="{role}"}}'] for role in ("judge", "deliver", "sweep")] == [1, 0, 1]
    assert not any(name.startswith("rejoinder_role_alive") for name in figures(client))


def test_nothing_waits_at_first(client):
    found = figures(client)
    assert found["rejoinder_oldest_waiting_seconds"] == 0
