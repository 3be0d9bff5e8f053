import os
import signal
from pathlib import Path

import pytest

from service.supervise import groups
from service.supervise.reaper import Reaper
from tests.service.supervise.sleepers import PARENT, SLEEPER, all_gone, eventually, running


def test_a_reaper_that_loses_its_supervisor_stops_what_it_was_told():
    with running(SLEEPER) as web, running(PARENT) as judge, running(SLEEPER) as valkey:
        reaper = Reaper()
        reaper.tell([[web], [judge], [valkey]])
        reaper.close()
        assert all_gone([web, judge, valkey])


def test_only_the_last_line_counts():
    with running(SLEEPER) as old, running(SLEEPER) as new:
        reaper = Reaper()
        reaper.tell([[old], [new], []])
        reaper.tell([[], [new], []])
        reaper.close()
        assert groups.is_alive(old)
        assert not groups.is_alive(new)


def test_the_stages_stop_one_after_the_other(tmp_path):
    note = tmp_path / "order"
    program = (
        "import pathlib, signal, sys, time\n"
        "def end(*_):\n"
        "    time.sleep({pause})\n"
        "    with open({note!r}, 'a') as file: file.write('{name} ')\n"
        "    sys.exit()\n"
        "signal.signal(signal.SIGTERM, end)\n"
        "print('on', flush=True)\n"
        "time.sleep(600)\n"
    )
    slow, quick = (
        program.format(pause=pause, note=str(note), name=name) for pause, name in ((0.3, "web"), (0, "valkey"))
    )
    with running(slow) as web, running(quick) as valkey:
        reaper = Reaper()
        reaper.tell([[web], [], [valkey]])
        reaper.close()
        assert note.read_text() == "web valkey "


def test_signals_to_the_reaper_do_not_end_it():
    with running(SLEEPER) as web:
        reaper = Reaper()
        reaper.tell([[web], [], []])
        # Only once its interpreter is up; a signal that comes earlier ends it, and the supervisor starts another.
        eventually(lambda: _ignores_sigterm(reaper.pid))
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            os.kill(reaper.pid, number)
        assert groups.is_alive(web)
        reaper.close()
        assert not groups.is_alive(web)


def test_a_killed_reaper_is_replaced_and_told_again():
    with running(SLEEPER) as web:
        reaper = Reaper()
        first = reaper.pid
        os.kill(first, signal.SIGKILL)
        eventually(reaper.is_dead)
        reaper.tell([[web], [], []])
        assert reaper.pid != first
        reaper.close()
        assert not groups.is_alive(web)


def test_the_reaper_holds_what_it_inherits_until_all_is_gone():
    reading, writing = os.pipe()
    with running(SLEEPER) as web:
        reaper = Reaper(inherit=[writing])
        os.close(writing)
        reaper.tell([[web], [], []])
        os.set_blocking(reading, False)
        with pytest.raises(BlockingIOError):
            os.read(reading, 1)
        reaper.close()
        assert os.read(reading, 1) == b""
    os.close(reading)


def test_temporary_directories_go_when_all_is_gone(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b c"
    with running(SLEEPER) as web:
        reaper = Reaper(temporary=[first, second, tmp_path / "never made"])
        reaper.tell([[web], [], []])
        for directory in (first, second):
            directory.mkdir()
            (directory / "counter_1.db").touch()
        reaper.close()
        assert not groups.is_alive(web)
    assert list(tmp_path.iterdir()) == []


def _ignores_sigterm(pid: int) -> bool:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    ignored = next(int(line.split()[1], 16) for line in lines if line.startswith("SigIgn"))
    return bool(ignored >> (signal.SIGTERM - 1) & 1)
