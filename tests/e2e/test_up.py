import os
import signal
import socket
import stat
import subprocess
import sys

import pytest

from tests.e2e.house import ROLES, House, alive, eventually
from tests.service.supervise.sleepers import children_of


@pytest.fixture
def house(tmp_path) -> House:
    return House(tmp_path / "home")


def test_the_first_start_sets_up_a_home_and_says_where_to_look(house):
    with house.up():
        assert set(house.pids()) == {*ROLES, "supervisor"}
        for secret in ("secret.key", "moderator.token", "demo-webhook.secret"):
            assert stat.S_IMODE((house.home / secret).stat().st_mode) == 0o600
        eventually(lambda: "Rejoinder is ready." in house.said())
        for hint in (f"{house.url}/demo/", f"{house.url}/review/", str(house.home / "moderator.token")):
            assert hint in house.said()
        assert house.ask("GET", "/v1/review/comments")[0] == 200


def test_a_second_instance_and_a_taken_port_are_refused_before_anything_starts(house, tmp_path):
    with house.up():
        before = house.pids()
        with house.start() as second:
            assert second.wait(30) == 1
        assert "already runs" in house.said()
        neighbour = House(tmp_path / "other")
        neighbour.port = house.port
        with neighbour.start() as third:
            assert third.wait(30) == 1
        assert f"Port {house.port} on 127.0.0.1 is taken" in house.said()
        assert not (neighbour.home / "rejoinder.toml").exists()
        assert house.pids() == before
        assert house.ready()


def test_ctrl_c_stops_all_in_order_and_leaves_nothing(house):
    with house.up() as supervisor:
        pids = house.pids()
        supervisor.send_signal(signal.SIGINT)
        ended: list[str] = []
        eventually(lambda: _note_ends(ended, pids) == len(ROLES))
        assert supervisor.wait(30) == 0
        assert ended[0] == "web"
        assert ended[-1] == "valkey"
        assert house.pids() == {}
        assert not _answers(house.port)


def test_after_a_kill_of_the_supervisor_nothing_is_left_and_the_next_start_works_at_once(house):
    with house.up() as supervisor:
        identity = house.comment("Thank you, this explained a lot.")
        pids = house.pids()
        supervisor.kill()
        with house.up():
            assert alive(set(pids.values()) - set(house.pids().values())) == []
            assert house.ask("GET", f"/v1/review/comments/{identity}")[0] == 200


def test_every_killed_role_comes_back(house):
    with house.up():
        for role in ROLES:
            before = house.pid(role)
            os.kill(before, signal.SIGKILL)
            eventually(lambda role=role, before=before: house.pid(role) not in (0, before))
            assert alive([before]) == [], role
            eventually(house.ready, house.said)
        identity = house.comment("Still there? I would like to know more about this.")
        eventually(lambda: _status(house, identity) != "received", house.said)


def test_a_killed_web_worker_does_not_take_the_web_down(house):
    with house.up():
        web = house.pid("web")
        [victim, *_] = children_of(web)
        os.kill(victim, signal.SIGKILL)
        eventually(lambda: len([pid for pid in children_of(web) if pid != victim]) == 2)
        # The other worker may still be starting, and nobody listens until it has.
        eventually(house.ready, house.said)
        assert house.pid("web") == web


def test_a_second_start_finds_the_same_comments_and_token(house):
    with house.up() as supervisor:
        identity = house.comment("Thank you, this explained a lot.")
        eventually(lambda: _status(house, identity) != "received")
        token = (house.home / "moderator.token").read_text()
        supervisor.send_signal(signal.SIGINT)
        assert supervisor.wait(30) == 0
    with house.up():
        assert (house.home / "moderator.token").read_text() == token
        status, found = house.ask("GET", f"/v1/review/comments/{identity}")
        assert (status, found["body"]) == (200, "Thank you, this explained a lot.")


def test_commands_typed_in_the_same_home_find_everything(house):
    with house.up():
        for words in (["token", "create", "anna"], ["sweep", "--once"], ["config", "check"]):
            argv = [sys.executable, "-m", "service.commands", *words]
            answer = subprocess.run(argv, env=house.environment(), capture_output=True, text=True, check=False)
            assert (answer.returncode, answer.stderr) == (0, "")
            assert "hint.failed" not in answer.stdout
        eventually(
            lambda: all(line.startswith("ok ") for line in diagnosis(house)), lambda: "\n".join(diagnosis(house))
        )


def diagnosis(house):
    argv = [sys.executable, "-m", "service.commands", "doctor"]
    return subprocess.run(
        argv, env=house.environment(), capture_output=True, text=True, check=False
    ).stdout.splitlines()


def _note_ends(ended: list[str], pids: dict[str, int]) -> int:
    ended.extend(role for role in ROLES if role not in ended and not alive([pids[role]]))
    return len(ended)


def _answers(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def _status(house: House, identity: str) -> str:
    found: str = house.ask("GET", f"/v1/review/comments/{identity}")[1]["status"]
    return found
