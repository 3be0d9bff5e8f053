import json
import sys
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from service.supervise import groups
from service.supervise.child import Child, write_pid
from service.supervise.role import Role, Stage
from tests.service.supervise.sleepers import SLEEPER, eventually, pid_in


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def a_child(tmp_path, program, *, clock=None, argv=None) -> Child:
    role = Role(
        name="judge",
        stage=Stage.WORKERS,
        argv=argv or (sys.executable, "-c", program, "an argument"),
        environment={"LANG": "C.UTF-8"},
    )
    return Child(role, pid_file=tmp_path / "judge.pid", clock=clock or Clock())


def test_the_program_gets_its_arguments_its_environment_and_no_input(tmp_path):
    note = tmp_path / "note"
    child = a_child(
        tmp_path,
        "import json, os, pathlib, sys\n"
        f"pathlib.Path({str(note)!r}).write_text(json.dumps([sys.argv[1:], os.environ['LANG'], sys.stdin.read()]))",
    )
    child.start()
    child.release()
    eventually(child.has_ended)
    assert json.loads(note.read_text()) == [["an argument"], "C.UTF-8", ""]


def test_a_process_that_is_never_released_ends_by_itself(tmp_path):
    note = tmp_path / "note"
    child = a_child(tmp_path, f"import pathlib; pathlib.Path({str(note)!r}).touch()")
    child.start()
    assert groups.is_alive(child.group)
    child._process.stdin.close()  # as the kernel does for a supervisor that is killed
    eventually(child.has_ended)
    assert not note.exists()
    assert pid_in(tmp_path / "judge.pid") == 0


def test_the_pid_file_names_the_program(tmp_path):
    child = a_child(tmp_path, SLEEPER)
    child.start()
    child.release()
    assert pid_in(tmp_path / "judge.pid") == child.group
    groups.stop([child.group])
    child.forget()
    assert not (tmp_path / "judge.pid").exists()


def test_each_early_end_makes_the_next_pause_longer_and_a_fourth_is_an_error(tmp_path):
    clock = Clock()
    child = a_child(tmp_path, "raise SystemExit(3)", clock=clock)
    pauses = []
    with capture_logs() as logged:
        for _ in range(4):
            child.start()
            child.release()
            eventually(child.has_ended)
            pauses.append(round(child.due_at - clock.now, 3))
    assert pauses == [0.1, 0.2, 0.4, 0.8]
    assert [entry["status"] for entry in logged if entry["event"] == "role.ended"] == [3, 3, 3, 3]
    assert [entry["event"] for entry in logged].count("role.keeps_ending") == 1


def test_a_program_that_is_not_there_is_tried_again_later(tmp_path, capfd):
    child = a_child(tmp_path, "", argv=("/nowhere/program",))
    child.start()
    child.release()
    eventually(child.has_ended)
    assert child.due_at is not None
    assert "/nowhere/program" in capfd.readouterr().err


def test_a_pid_file_is_replaced_whole(tmp_path):
    for pid in (1, 22):
        write_pid(tmp_path / "web.pid", pid)
        assert (tmp_path / "web.pid").read_text() == f"{pid}\n"
    assert [file.name for file in tmp_path.iterdir()] == ["web.pid"]


def test_a_pid_file_that_cannot_be_written_is_one_line_and_no_end(tmp_path):
    child = a_child(tmp_path / "nowhere", SLEEPER)
    with capture_logs() as logged:
        child.start()
        child.release()
    assert [(entry["event"], entry["pid"]) for entry in logged] == [("pid_file.not_written", child.group)]
    assert groups.is_alive(child.group)
    groups.stop([child.group])
    child.forget()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
def test_on_a_full_disk_no_pid_file_names_a_process_of_the_past(tmp_path):
    write_pid(tmp_path / "web.pid", 1)
    (tmp_path / "web.new").symlink_to("/dev/full")
    write_pid(tmp_path / "web.pid", 22)
    assert not (tmp_path / "web.pid").exists()


@pytest.mark.parametrize("lived", [0.0, 9.0], ids=["at once", "after a while"])
def test_a_short_life_counts_as_an_early_end(tmp_path, lived):
    clock = Clock()
    child = a_child(tmp_path, "", clock=clock)
    for _ in range(2):
        child.start()
        child.release()
        clock.now += lived
        eventually(child.has_ended)
    assert round(child.due_at - clock.now, 3) == 0.2
