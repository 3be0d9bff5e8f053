import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from service.supervise.role import Stage
from tests.service.supervise.sleepers import PARENT, SLEEPER, all_gone, children_of, eventually, pid_in

PROGRAM = """
import signal, sys
# Whoever runs the tests under nohup has it ignored.
signal.signal(signal.SIGHUP, signal.SIG_DFL)
from pathlib import Path
from service.supervise.reaper import Reaper
from service.supervise.role import Role, Stage
from service.supervise.signals import Signals
from service.supervise.supervisor import Supervisor

run, *programs = sys.argv[1:]
order = Path(run, "order")
def role(name, stage, program):
    ready = lambda: "note" not in program or (order.exists() and name in order.read_text())
    argv = (sys.executable, "-c", program)
    return Role(name=name, stage=Stage[stage], argv=argv, environment={"RUN": run}, ready=ready)
roles = [role(*words) for words in zip(programs[::3], programs[1::3], programs[2::3], strict=True)]
with Signals() as signals:
    reaper = Reaper()
    Path(run, "reaper.pid").write_text(str(reaper.pid))
    Supervisor(roles, run_directory=Path(run), reaper=reaper, signals=signals).run()
"""
NOTING = """
import os, pathlib, signal, sys, time
def note(word):
    with open(os.environ["RUN"] + "/order", "a") as file: file.write(word + " ")
def end(*_):
    time.sleep(0.1)
    note("{name}-stops")
    sys.exit()
signal.signal(signal.SIGTERM, end)
note("{name}")
time.sleep(600)
"""


@contextmanager
def supervising(run: Path, *roles: tuple[str, Stage, str]) -> Iterator["subprocess.Popen[bytes]"]:
    words = [word for name, stage, program in roles for word in (name, stage.name, program)]
    argv = [sys.executable, "-c", PROGRAM, str(run), *words]
    with subprocess.Popen(argv, start_new_session=True) as supervisor:
        try:
            eventually(lambda: all(pid_in(run / f"{name}.pid") for name, _, _ in roles))
            yield supervisor
        finally:
            # Its reaper tidies up, also after a test that failed.
            supervisor.kill()


def pids_in(run: Path) -> list[int]:
    return [pid_in(file) for file in run.glob("*.pid")]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal_stops_everything_and_leaves_nothing(tmp_path, number):
    with supervising(tmp_path, ("web", Stage.WEB, PARENT), ("valkey", Stage.QUEUE, SLEEPER)) as supervisor:
        pids = pids_in(tmp_path)
        supervisor.send_signal(number)
        assert supervisor.wait(15) == 0
        assert all_gone(pids)
        assert not (tmp_path / "web.pid").exists()


def test_stages_start_from_the_queue_up_and_stop_from_the_web_down(tmp_path):
    roles = [(stage.name, stage, NOTING.format(name=stage.name)) for stage in Stage]
    with supervising(tmp_path, *roles) as supervisor:
        order = tmp_path / "order"
        eventually(lambda: order.exists() and len(order.read_text().split()) == 3)
        supervisor.send_signal(signal.SIGTERM)
        supervisor.wait(15)
        assert order.read_text().split() == ["QUEUE", "WORKERS", "WEB", "WEB-stops", "WORKERS-stops", "QUEUE-stops"]


def test_a_killed_role_starts_again_without_its_remnants(tmp_path):
    with supervising(tmp_path, ("web", Stage.WEB, PARENT), ("judge", Stage.WORKERS, SLEEPER)) as supervisor:
        web, judge = pid_in(tmp_path / "web.pid"), pid_in(tmp_path / "judge.pid")
        eventually(lambda: len(children_of(web)) == 1)
        os.kill(web, signal.SIGKILL)
        eventually(lambda: pid_in(tmp_path / "web.pid") != web)
        assert all_gone([web])
        assert pid_in(tmp_path / "judge.pid") == judge
        assert supervisor.poll() is None


def test_a_killed_supervisor_leaves_nothing(tmp_path):
    with supervising(tmp_path, ("web", Stage.WEB, PARENT), ("valkey", Stage.QUEUE, SLEEPER)) as supervisor:
        pids = pids_in(tmp_path)
        supervisor.kill()
        eventually(lambda: all_gone(pids))


def test_a_kill_of_the_supervisors_whole_group_leaves_nothing(tmp_path):
    with supervising(tmp_path, ("web", Stage.WEB, PARENT)) as supervisor:
        pids = pids_in(tmp_path)
        os.killpg(supervisor.pid, signal.SIGKILL)
        eventually(lambda: all_gone(pids))


def test_a_role_that_was_started_again_is_reaped_too(tmp_path):
    with supervising(tmp_path, ("web", Stage.WEB, SLEEPER)) as supervisor:
        first = pid_in(tmp_path / "web.pid")
        os.kill(first, signal.SIGKILL)
        eventually(lambda: pid_in(tmp_path / "web.pid") not in (0, first))
        pids = pids_in(tmp_path)
        supervisor.kill()
        eventually(lambda: all_gone(pids))


def test_with_its_reaper_killed_the_supervisor_gets_another_one(tmp_path):
    with supervising(tmp_path, ("web", Stage.WEB, SLEEPER)) as supervisor:
        first = pid_in(tmp_path / "reaper.pid")
        os.kill(first, signal.SIGKILL)
        eventually(lambda: len(children_of(supervisor.pid)) == 2 and first not in children_of(supervisor.pid))
        # A role that has started again shows that the new one has been told.
        web = pid_in(tmp_path / "web.pid")
        os.kill(web, signal.SIGKILL)
        eventually(lambda: pid_in(tmp_path / "web.pid") not in (0, web))
        children = children_of(supervisor.pid)
        supervisor.kill()
        eventually(lambda: all_gone(children))


def test_a_program_that_cannot_start_does_not_end_the_others(tmp_path):
    broken = "raise SystemExit('out of order')"
    with supervising(tmp_path, ("web", Stage.WEB, broken), ("judge", Stage.WORKERS, SLEEPER)) as supervisor:
        first = pid_in(tmp_path / "web.pid")
        eventually(lambda: pid_in(tmp_path / "web.pid") not in (0, first))
        assert supervisor.poll() is None
        assert not all_gone([pid_in(tmp_path / "judge.pid")])
