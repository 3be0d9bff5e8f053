import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from service.supervise.announcement import Announcement, ask, ready_text
from tests.builders import a_site, some_settings
from tests.service.supervise.sleepers import eventually

HERE = "http://127.0.0.1:8080"


@contextmanager
def answering(status: int, body: bytes):
    class Handler(BaseHTTPRequestHandler):
        answer = (status, body)

        def do_GET(self):
            assert self.path == "/readyz"
            self.send_response(self.answer[0])
            self.end_headers()
            self.wfile.write(self.answer[1])

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", Handler
        finally:
            server.shutdown()
            thread.join()


def degraded():
    return answering(200, b'{"status": "degraded", "missing": ["judge"]}')


def test_it_speaks_once_when_all_is_ready():
    said: list[str] = []
    with degraded() as (url, handler), Announcement(url, text="come in", say=said.append):
        handler.answer = (200, b'{"status": "ready"}')
        eventually(lambda: said == ["come in"])
        eventually(lambda: "announcement" not in {thread.name for thread in threading.enumerate()})
    assert said == ["come in"]


def test_after_a_while_it_says_what_is_missing_and_still_speaks_when_ready():
    said: list[str] = []
    with degraded() as (url, handler), Announcement(url, text="come in", say=said.append, slow=0):
        eventually(lambda: len(said) == 1)
        assert "judge" in said[0]
        handler.answer = (200, b'{"status": "ready"}')
        eventually(lambda: said[1:] == ["come in"])


def test_it_ends_without_a_word_when_all_ends_first():
    said: list[str] = []
    with Announcement("http://127.0.0.1:1", text="come in", say=said.append):
        pass
    assert said == []


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        pytest.param(200, json.dumps({"status": "ready"}).encode(), "ready", id="ready"),
        pytest.param(503, b'{"status": "unavailable"}', "unavailable", id="unavailable"),
        pytest.param(200, b"<html>", "unreachable", id="somebody else's page"),
        pytest.param(200, b"[]", "unreachable", id="somebody else's JSON"),
    ],
)
def test_any_answer_is_understood(status, body, expected):
    with answering(status, body) as (url, _):
        assert ask(url)["status"] == expected


def test_nobody_there_is_an_answer_too():
    assert ask("http://127.0.0.1:1")["status"] == "unreachable"


def test_the_text_says_where_to_look_and_how_to_sign_in(tmp_path):
    (tmp_path / "moderator.token").touch()
    text = ready_text(some_settings(tmp_path, sites=[a_site(name="demo", origins=(HERE,))]))
    for expected in ("/demo/\n", "/demo/webhooks\n", "/review/\n"):
        assert f"{HERE}{expected}" in text
    assert f"cat {tmp_path / 'moderator.token'}\n" in text
    assert str(tmp_path / "rejoinder.toml") in text


@pytest.mark.parametrize(
    "sites", [[a_site()], [a_site(name="demo", origins=("http://127.0.0.1:9999",))]], ids=["no demo", "demo elsewhere"]
)
def test_a_demo_that_does_not_work_here_is_not_offered(tmp_path, sites):
    text = ready_text(some_settings(tmp_path, sites=sites))
    assert "/demo/" not in text
    assert f"{HERE}/review/" in text


def test_without_the_first_token_the_text_says_how_to_get_one(tmp_path):
    assert "rejoinder token create NAME\n" in ready_text(some_settings(tmp_path))
