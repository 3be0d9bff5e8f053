import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.domain.delivery import DeliveryFailed, Failure
from tests.host_server import HostServer, Reply
from workers.outbound import BODY_BYTES, GuardedOutbound


@pytest.fixture(name="outbound")
def _outbound(host: HostServer):
    outbound = GuardedOutbound(allow=[host.place], timeout=5)
    yield outbound
    outbound.close()


@pytest.fixture(name="connects")
def _connects(monkeypatch: pytest.MonkeyPatch):
    """Where connections would have gone; none is made."""
    seen = []

    def connect(self: socket.socket, address: tuple) -> None:
        seen.append(address)
        raise ConnectionRefusedError("intercepted")

    monkeypatch.setattr(socket.socket, "connect", connect)
    return seen


def test_a_request_arrives_as_it_was_given(host, outbound):
    host.instead.append(Reply(status=201, headers={"X-Made-By": "host"}, body=b"made"))

    answer = outbound.request("POST", host.url + "/a?b=c", headers={"content-type": "text/plain"}, body=b"hello")

    assert (answer.status, answer.body, answer.headers["x-made-by"]) == (201, b"made", "host")
    received = host.requests[0]
    assert (received.method, received.target, received.body) == ("POST", "/a?b=c", b"hello")
    assert received.headers["host"] == host.place
    assert received.headers["content-type"] == "text/plain"
    assert received.headers["user-agent"] == "Rejoinder"


def test_a_connection_is_kept_for_the_next_request(host, outbound):
    host.respond = lambda _: Reply(body=b"x" * 100_000)
    for _ in range(5):
        assert outbound.request("GET", host.url).status == 200

    assert host.connections == 1


def test_a_redirect_is_an_answer_and_is_not_followed(host, outbound):
    host.instead.append(Reply(status=302, headers={"Location": host.url + "/inside"}))

    assert outbound.request("GET", host.url).status == 302
    assert len(host.requests) == 1


def test_a_huge_body_is_cut_and_spoils_no_later_answer(host, outbound):
    host.instead.append(Reply(body=b"x" * (3 * BODY_BYTES)))
    assert len(outbound.request("GET", host.url).body) == BODY_BYTES

    host.instead.append(Reply(body=b"small"))
    assert outbound.request("GET", host.url).body == b"small"


def test_silence_ends_with_the_time_out(host):
    host.silent = True
    with pytest.raises(DeliveryFailed, match="did not answer in time") as caught:
        GuardedOutbound(allow=[host.place], timeout=0.1).request("GET", host.url)

    assert caught.value.failure is Failure.UNREACHABLE


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(Reply(drips_head=True), id="headers"),
        pytest.param(Reply(body=b"x" * 10_000, drips=True), id="body"),
        pytest.param(
            Reply(headers={"transfer-encoding": "chunked"}, body=b"1;" + b"x" * 10_000, drips=True), id="chunk size"
        ),
    ],
)
def test_an_answer_that_drips_ends_with_the_time_out(host, reply):
    host.instead.append(reply)
    began = time.monotonic()
    with pytest.raises(DeliveryFailed, match="did not answer in time") as caught:
        GuardedOutbound(allow=[host.place], timeout=0.3).request("GET", host.url)

    assert caught.value.failure is Failure.UNREACHABLE
    assert 0.3 <= time.monotonic() - began < 5


def test_a_lost_answer_is_no_answer_and_is_not_tried_again(host, outbound):
    host.lose_answers_to = lambda _: True
    with pytest.raises(DeliveryFailed, match="did not answer: Remote end closed connection") as caught:
        outbound.request("POST", host.url, body=b"once")

    assert caught.value.failure is Failure.UNREACHABLE
    assert len(host.requests) == 1


def test_a_closed_port_is_unreachable(host, outbound):
    host.close()
    with pytest.raises(DeliveryFailed, match="refused") as caught:
        outbound.request("GET", host.url)

    assert caught.value.failure is Failure.UNREACHABLE


def test_the_next_address_is_tried_when_one_takes_no_connection(host):
    port = host.place.rpartition(":")[2]
    outbound = GuardedOutbound(allow=[f"cms.example:{port}"], resolve=lambda *_: ["127.0.0.77", "127.0.0.1"])

    assert outbound.request("GET", f"http://cms.example:{port}/").status == 200
    assert host.requests[0].headers["host"] == f"cms.example:{port}"


def test_the_connection_goes_to_the_checked_address_whatever_the_name_says_next(connects):
    answers = iter([["8.8.8.8"], ["10.0.0.1"]])
    outbound = GuardedOutbound(resolve=lambda *_: next(answers))

    with pytest.raises(DeliveryFailed):
        outbound.request("GET", "http://rebinding.example/")

    assert connects == [("8.8.8.8", 80)]
    assert next(answers) == ["10.0.0.1"]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/",
        "http://localhost:9/",
        "http://[::1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[2002:a9fe:a9fe::]/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://127.1/",
        "http://0/",
        "https://169.254.169.254/latest/meta-data/",
        "http://user:secret@8.8.8.8/",
        "http://8.8.8.8@127.0.0.1/",
        "file:///etc/passwd",
        "gopher://8.8.8.8/",
        "8.8.8.8",
        "http://",
        "http://a b/",
        "",
    ],
)
def test_a_forbidden_target_is_final_and_no_connection_is_tried(url, connects):
    with pytest.raises(DeliveryFailed) as caught:
        GuardedOutbound().request("GET", url)

    assert caught.value.failure is Failure.PERMANENT
    assert "secret" not in caught.value.message
    assert connects == []


def test_proxies_of_the_environment_are_not_used(host, outbound, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")

    assert outbound.request("GET", host.url).status == 200


def test_threads_share_one_door(host, outbound):
    statuses = []
    threads = [
        threading.Thread(target=lambda: statuses.append(outbound.request("GET", host.url).status)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert statuses == [200] * 8


def test_asked_by_many_at_once_it_keeps_their_connections_and_warns_of_nothing(host, caplog):
    door = GuardedOutbound(allow=[host.place], at_once=20)
    together = threading.Barrier(20, timeout=30)

    def meet(_):
        together.wait()
        return Reply()

    host.respond = meet
    with ThreadPoolExecutor(20) as pool:
        for _ in range(2):
            list(pool.map(lambda _: door.request("GET", host.url), range(20)))
    door.close()

    assert host.connections == 20
    assert caplog.records == []
