"""The reaper: a process that outlives a killed supervisor just long enough to stop what it has left behind.

It holds the reading end of a pipe. Each line that the supervisor writes names all process groups, stage by stage, in
the order in which they stop. When the supervisor is gone, however it went, the pipe ends, and the reaper stops the
groups of the last line. Then it removes the temporary directories, which nobody needs any more.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from service.supervise import groups

Stages = Sequence[Sequence[int]]


class Reaper:
    """The supervisor's end of the pipe. `inherit` are descriptors to hold as long as anything may still run, and
    `temporary` are directories to remove after that.
    """

    def __init__(self, *, inherit: Sequence[int] = (), temporary: Sequence[Path] = ()) -> None:
        self._inherit = tuple(inherit)
        self._temporary = tuple(temporary)
        self._process = self._start()

    @property
    def pid(self) -> int:
        """The process that waits at the other end."""
        return self._process.pid

    def tell(self, stages: Stages) -> None:
        """Name all groups there are, in stopping order; a reaper that has died is replaced first."""
        if self.is_dead():
            self._replace()
        try:
            self._pipe.write(json.dumps(stages).encode() + b"\n")
        except BrokenPipeError:
            self._replace()
            self.tell(stages)

    def is_dead(self) -> bool:
        """Whether somebody has killed it."""
        return self._process.poll() is not None

    def close(self) -> None:
        """Let it go; it stops whatever it was told of last."""
        self._pipe.close()
        self._process.wait()

    @property
    def _pipe(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    def _replace(self) -> None:
        self.close()
        self._process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        # A session of its own keeps Ctrl-C and a signal to the supervisor's group away from it. Unbuffered, because a
        # line under PIPE_BUF bytes then arrives whole or not at all.
        return subprocess.Popen(  # noqa: S603 (our own module)
            [sys.executable, "-P", "-m", "service.supervise.reaper", *map(os.fspath, self._temporary)],
            stdin=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,
            pass_fds=self._inherit,
        )


def main() -> None:
    """Remember the last line until the pipe ends, then stop its groups and remove the directories that are named.

    Prints nothing: the terminal may be gone.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    stages: Stages = []
    for line in sys.stdin:
        stages = json.loads(line)
    for stage in stages:
        groups.stop(stage)
    for directory in sys.argv[1:]:
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    main()
