"""The figures of several hosts rest on what readers saw: an attempt that failed is told, and none is counted twice."""

import math
from dataclasses import asdict
from queue import Queue

import pytest

from benchmarks.scale_out import clients
from benchmarks.texts import Written
from tests.host_server import Reply


@pytest.fixture
def reader(host, monkeypatch):
    monkeypatch.setattr(clients, "PORT", int(host.place.rpartition(":")[2]))
    host.respond = lambda received: Reply.of_json({"id": f"id of {received.headers['idempotency-key']}"}, status=202)
    texts = Queue()
    for number in range(3):
        texts.put((number, Written("Ada", "ada@example.org", "The ferry was late.")))
    texts.put(None)
    return clients.Reader(texts, run="run", closing=math.inf, pause=0)


def test_what_was_acknowledged_is_known_by_its_id_and_each_comment_has_a_key_of_its_own(host, reader):
    reader.read_on()
    assert reader.seen.acknowledged == ["id of run-0", "id of run-1", "id of run-2"]
    assert not reader.seen.failures
    assert len(reader.seen.waits) == 3
    assert host.connections == 1, "the connection is kept"
    assert {received.path for received in host.requests} == {f"/v1/sites/{site}/comments" for site in clients.SITES[:3]}


def test_a_refused_attempt_is_told_and_made_again_under_the_same_key(host, reader):
    host.instead.append(Reply(status=503))
    reader.read_on()
    assert asdict(reader.seen)["failures"] == {"503": 1}
    assert reader.seen.acknowledged[0] == "id of run-0"
    assert [received.headers["idempotency-key"] for received in host.requests[:2]] == ["run-0", "run-0"]
    assert reader.seen.longest_outage > 0


def test_a_broken_connection_is_told_and_made_anew(host, reader):
    broken = iter([True])
    host.lose_answers_to = lambda _: next(broken, False)
    reader.read_on()
    assert sum(reader.seen.failures.values()) == 1
    assert "id of run-0" in reader.seen.acknowledged
    assert host.connections == 2
