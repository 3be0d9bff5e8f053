import os
import signal

from service.supervise import groups
from tests.service.supervise.sleepers import PARENT, SLEEPER, STUBBORN, eventually, running


def test_a_group_that_ends_when_asked_is_not_killed():
    with running(SLEEPER) as group:
        groups.stop([group], grace=10)
        assert os.waitstatus_to_exitcode(os.waitpid(group, 0)[1]) == -signal.SIGTERM


def test_a_group_that_does_not_listen_is_killed_after_the_grace():
    with running(STUBBORN) as group:
        groups.stop([group], grace=0.1)
        assert os.waitstatus_to_exitcode(os.waitpid(group, 0)[1]) == -signal.SIGKILL


def test_what_a_killed_leader_left_behind_is_stopped_too():
    with running(PARENT) as group:
        os.kill(group, signal.SIGKILL)
        os.waitpid(group, 0)
        assert groups.is_alive(group)
        groups.stop([group], grace=10)
        assert not groups.is_alive(group)


def test_only_the_leader_is_asked():
    program = (
        "import os, signal, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "def end(*_):\n"
        "    time.sleep(0.2)\n"
        "    os._exit(7 if child.poll() is None else 1)\n"
        "signal.signal(signal.SIGTERM, end)\n"
        "print('on', flush=True)\n"
        "time.sleep(600)\n"
    )
    with running(program) as group:
        groups.stop([group], grace=2)
        assert os.waitstatus_to_exitcode(os.waitpid(group, 0)[1]) == 7


def test_a_zombie_is_not_alive():
    with running(SLEEPER) as group:
        os.kill(group, signal.SIGKILL)
        eventually(lambda: not groups.is_alive(group))
        assert os.waitpid(group, os.WNOHANG)[0] == group


def test_a_group_that_never_was_is_no_error():
    groups.stop([2**22 - 1], grace=1)
