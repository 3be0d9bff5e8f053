import os
import signal
import stat
import subprocess
from pathlib import Path

import pytest
import redis

from service.supervise import valkey
from tests.service.supervise.sleepers import eventually


@pytest.fixture
def short_home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("h")


@pytest.fixture
def server(short_home):
    path = valkey.socket_path(short_home)
    role = valkey.role(path, environment={})
    with subprocess.Popen(role.argv, env={}, start_new_session=True) as process:
        eventually(role.ready)
        yield path, process
        process.kill()


def test_it_listens_on_the_socket_and_nowhere_else(server):
    path, _ = server
    with redis.Redis(unix_socket_path=os.fspath(path)) as client:
        assert client.ping()
        assert client.config_get("port", "maxmemory-policy", "save", "appendonly") == {
            "port": "0",
            "maxmemory-policy": "noeviction",
            "save": "",
            "appendonly": "no",
        }


def test_the_url_is_one_that_clients_understand(server):
    path, _ = server
    with redis.Redis.from_url(valkey.url(path)) as client:
        assert client.ping()


def test_only_we_can_open_the_socket(server):
    path, _ = server
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_socket_left_over_from_a_killed_server_does_not_answer(server):
    path, process = server
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert path.exists()
    assert not valkey.answers(path)


def test_a_server_starts_over_a_socket_left_over(server, short_home):
    path, process = server
    process.kill()
    process.wait()
    again = valkey.role(path, environment={})
    with subprocess.Popen(again.argv, env={}) as second:
        eventually(again.ready)
        second.terminate()
        assert second.wait(10) == 0


def test_what_is_in_it_is_never_saved(server):
    path, process = server
    with redis.Redis(unix_socket_path=os.fspath(path)) as client:
        client.set("job", "1")
    process.terminate()
    process.wait(10)
    assert list(path.parent.iterdir()) == [path.with_suffix(".log")]


def test_a_home_with_a_long_path_gets_a_short_socket_of_its_own(tmp_path):
    long, other = (tmp_path / ("x" * 100) / name for name in "ab")
    path = valkey.socket_path(long)
    assert len(os.fsencode(path)) <= valkey.LONGEST_SOCKET_PATH
    assert path == valkey.socket_path(long)
    assert path != valkey.socket_path(other)


@pytest.mark.parametrize("name", ["a b", "a=b", "a?b", "a#b", "a%20b", "été"])
def test_a_home_whose_path_clients_would_misread_gets_a_socket_elsewhere(short_home, name):
    path = valkey.socket_path(short_home / name)
    assert path.parent == valkey.temporary_directory(short_home / name)
    assert name not in str(path)
