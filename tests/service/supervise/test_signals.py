import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

WAITER = """
import signal, subprocess, sys
if sys.argv[1:] != ["nohup"]:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
from service.supervise.signals import Signals
with Signals() as signals:
    print("on", flush=True)
    while not signals.stop_asked:
        signals.wait(60)
        print("" if signals.stop_asked else "awake\\n", end="", flush=True)
print("stop", flush=True)
"""
WITH_A_CHILD = WAITER.replace('print("on"', 'subprocess.Popen([sys.executable, "-c", ""]); print("on"')


@contextmanager
def waiting(program: str, *, under: tuple[str, ...] = ()) -> Iterator["subprocess.Popen[str]"]:
    argv = [*under, sys.executable, "-c", program, *under]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "on\n"
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_stopping_signal_ends_the_wait(number):
    with waiting(WAITER) as process:
        process.send_signal(number)
        assert process.stdout.readline() == "stop\n"
        assert process.wait(15) == 0


def test_the_end_of_a_child_ends_the_wait_but_does_not_stop():
    with waiting(WITH_A_CHILD) as process:
        assert process.stdout.readline() == "awake\n"
        assert process.poll() is None


def test_under_nohup_the_end_of_the_terminal_does_not_stop():
    with waiting(WAITER, under=("nohup",)) as process:
        process.send_signal(signal.SIGHUP)
        process.send_signal(signal.SIGCHLD)
        assert process.stdout.readline() == "awake\n"
        process.send_signal(signal.SIGTERM)
        assert process.stdout.readline() == "stop\n"
