import os
import subprocess
import sys
from pathlib import Path

import pytest

from service.supervise import lock
from service.supervise.reaper import Reaper
from tests.service.supervise.sleepers import SLEEPER, running

HOLDER = """
import sys, time
from pathlib import Path
from service.supervise import lock
from service.supervise.reaper import Reaper
with lock.hold(Path(sys.argv[1])) as held:
    reaper = Reaper(inherit=[held.fileno()])
    reaper.tell([[int(sys.argv[2])], [], []])
    print("held", flush=True)
    time.sleep(600)
"""
# Takes half a second to end when it is asked to.
SLOW = """
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: (time.sleep(0.5), sys.exit()))
print("on", flush=True)
time.sleep(600)
"""


@pytest.fixture
def file(tmp_path):
    return tmp_path / "lock"


def test_the_lock_names_its_holder(file):
    with lock.hold(file):
        assert file.read_text() == f"{os.getpid()}\n"


def test_a_second_instance_is_refused_at_once(file):
    with lock.hold(file), pytest.raises(lock.AlreadyRunningError, match=f"process {os.getpid()}"), lock.hold(file):
        pass


def test_the_lock_is_free_again_afterwards(file):
    with lock.hold(file):
        pass
    with lock.hold(file, patience=0):
        pass


def test_after_a_kill_the_next_one_waits_until_the_remains_are_gone(file):
    with running(SLOW) as remains:
        argv = [sys.executable, "-c", HOLDER, str(file), str(remains)]
        with subprocess.Popen(argv, stdout=subprocess.PIPE) as holder:
            assert holder.stdout is not None
            holder.stdout.readline()
            holder.kill()
            holder.wait()
        with lock.hold(file):
            assert os.waitpid(remains, os.WNOHANG)[0] == remains


def test_the_wait_for_the_remains_has_an_end(file):
    with running(SLEEPER) as web:
        with lock.hold(file) as held:
            reaper = Reaper(inherit=[held.fileno()])
            reaper.tell([[web], [], []])
            # A pid that no longer runs: what a killed supervisor leaves in the file.
            file.write_text("4194303\n")
            with pytest.raises(lock.AlreadyRunningError, match="was killed"), lock.hold(file, patience=0.1):
                pass
        reaper.close()


def test_a_home_that_cannot_be_written_is_said(file):
    file.mkdir()
    with pytest.raises(lock.HomeUnusableError, match=r"lock cannot be written: .*REJOINDER_HOME"), lock.hold(file):
        pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
def test_a_full_disk_is_said(file):
    file.symlink_to("/dev/full")
    with pytest.raises(lock.HomeUnusableError, match="free space"), lock.hold(file):
        pass
