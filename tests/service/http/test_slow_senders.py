import io
import threading

import pytest

from service.domain.errors import Unavailable
from service.http.slow_senders import PATIENCE_SECONDS, BodyFirst
from tests.service.http.comments import COMMENTS, fields
from tests.waiting import until


class Dripping:
    """A body of which a piece arrives with each read; the clock goes on meanwhile."""

    def __init__(self, body, *, seconds):
        self.body, self.seconds, self.now = body, seconds, 0.0

    def read(self, size):
        self.now += self.seconds
        piece, self.body = self.body[:size], self.body[size:]
        return piece

    def clock(self):
        return self.now


def answered(app, sent, length, *, working=1):
    environ = {"CONTENT_LENGTH": str(length), "wsgi.input": sent}
    return BodyFirst(app, working=working, clock=sent.clock)(environ, None)


def told(environ, _):
    return [environ["wsgi.input"].read()]


def test_a_body_in_pieces_arrives_whole():
    body = b"x" * 1000
    assert answered(told, Dripping(body, seconds=0), len(body)) == [body]


def test_a_body_that_takes_too_long_is_given_up(client, monkeypatch):
    monkeypatch.setattr("service.http.slow_senders.PATIENCE_SECONDS", -1)
    response = client.post(COMMENTS, json=fields())

    assert response.status_code == 408
    assert response.json["type"] == "/problems/request-timeout"
    assert "Nothing was stored" in response.json["detail"]


def test_bodies_that_do_not_arrive_leave_room_for_requests_without_one():
    reading, go_on, found = threading.Event(), threading.Event(), []

    class Silent:
        def read(self, _):
            reading.set()
            go_on.wait()
            return b""

    def app(environ, _):
        return [environ["wsgi.input"].read() if "wsgi.input" in environ else b"a page"]

    first = BodyFirst(app, working=2, arriving=1)
    silent = threading.Thread(target=lambda: found.extend(first({"CONTENT_LENGTH": "8", "wsgi.input": Silent()}, None)))
    silent.start()
    reading.wait()
    with pytest.raises(Unavailable, match="send it again"):
        first({"CONTENT_LENGTH": "4", "wsgi.input": io.BytesIO(b"more")}, None)
    assert first({}, None) == [b"a page"]
    go_on.set()
    silent.join()
    assert first({"CONTENT_LENGTH": "4", "wsgi.input": io.BytesIO(b"more")}, None) == [b"more"]
    assert found == [b""]


def test_whoever_finds_no_place_gets_that_of_one_that_is_silent():
    silent, asked = threading.Event(), []

    class Silent:
        def read(self, _):
            silent.wait()
            return b""

    def make_room(port, *, seconds):
        asked.append((port, seconds))
        silent.set()
        return 1

    app = BodyFirst(told, working=2, arriving=1, make_room=make_room)
    first = threading.Thread(target=app, args=({"CONTENT_LENGTH": "8", "wsgi.input": Silent()}, None))
    first.start()
    until(lambda: app._places._value == 0, what="the only place to be taken")

    more = {"CONTENT_LENGTH": "4", "wsgi.input": io.BytesIO(b"more"), "SERVER_PORT": "8080"}
    assert app(more, None) == [b"more"]
    assert asked == [(8080, PATIENCE_SECONDS)]
    first.join()


def test_room_is_made_once_a_second_at_most():
    asked = []
    app = BodyFirst(told, working=1, arriving=0, clock=lambda: 5.0, make_room=lambda *_, **__: asked.append(1) or 0)
    for _ in range(3):
        with pytest.raises(Unavailable):
            app({"CONTENT_LENGTH": "4", "wsgi.input": io.BytesIO(b"more"), "SERVER_PORT": "8080"}, None)
    assert asked == [1]


def test_the_clock_is_looked_at_between_pieces():
    sent = Dripping(b"x" * 1000, seconds=PATIENCE_SECONDS / 2)
    with pytest.raises(Exception, match="408"):
        answered(told, sent, 1000)
    assert sent.now == PATIENCE_SECONDS * 1.5


def test_a_client_that_goes_away_leaves_what_it_sent():
    assert answered(told, Dripping(b"half", seconds=0), 8) == [b"half"]


def test_what_is_too_large_is_left_unread():
    sent = Dripping(b"x" * 100_000, seconds=1)
    assert answered(lambda environ, _: [str(len(environ["wsgi.input"].body)).encode()], sent, 100_000) == [b"100000"]


def test_only_so_many_work_at_once_and_the_others_take_their_turn():
    at_work, most, go_on = [], [], threading.Event()

    def work(environ, _):
        at_work.append(1)
        most.append(len(at_work))
        go_on.wait()
        at_work.pop()
        return []

    app = BodyFirst(work, working=2)
    threads = [threading.Thread(target=app, args=({}, None)) for _ in range(6)]
    for thread in threads:
        thread.start()
    until(lambda: len(at_work) == 2, what="two to work")
    go_on.set()
    for thread in threads:
        thread.join()
    assert (len(most), max(most)) == (6, 2)
