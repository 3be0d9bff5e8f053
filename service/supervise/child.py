"""A role's process: started, seen to end, and started again after a pause."""

import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import structlog

from service.supervise import groups
from service.supervise.backoff import Backoff
from service.supervise.role import Role

log = structlog.get_logger(__name__)

_MANY_EARLY_ENDS = 4
# A supervisor killed between making a process and telling the reaper of it would leave that process behind. So a new
# process first waits for a line; when its supervisor is gone the line never comes, and it ends by itself.
_GATE = 'read -r go && exec "$@" </dev/null'


class Child:
    """One role's process and its pid file. `clock` gives monotonic seconds."""

    def __init__(self, role: Role, *, pid_file: Path, clock: Callable[[], float]) -> None:
        self.role = role
        self._pid_file = pid_file
        self._clock = clock
        self._backoff = Backoff()
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self.due_at: float | None = clock()

    @property
    def group(self) -> int | None:
        """The process group that runs now, which is also its leader's pid; none between two starts."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Make the process, in a session of its own; it waits at the gate until `release`."""
        self._started_at = self._clock()
        try:
            self._process = subprocess.Popen(  # noqa: S603 (our own command lines)
                ("/bin/sh", "-c", _GATE, "sh", *self.role.argv),
                env=dict(self.role.environment),
                stdin=subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as error:
            self._pause(status=str(error))
            return
        self.due_at = None

    def release(self) -> None:
        """Let the process become its role's program, and write its pid file."""
        if self._process is None:
            return
        assert self._process.stdin is not None
        with suppress(BrokenPipeError), self._process.stdin as gate:
            gate.write(b"go\n")
        write_pid(self._pid_file, self._process.pid)

    def has_ended(self) -> bool:
        """Whether the process ended since the last look; its remnants are killed and the next start is set."""
        if self._process is None or self._process.poll() is None:
            return False
        groups.kill(self._process.pid)
        status, self._process = self._process.returncode, None
        self._pause(status=status)
        return True

    def forget(self) -> None:
        """Collect a process that has been stopped, and take its pid file away."""
        if self._process is not None:
            self._process.wait()
            self._process = None
        self.due_at = None
        self._pid_file.unlink(missing_ok=True)

    def _pause(self, *, status: int | str) -> None:
        now = self._clock()
        pause = self._backoff.pause_after(now - self._started_at)
        self.due_at = now + pause
        log.warning("role.ended", role=self.role.name, status=status, restart_in_seconds=pause)
        if self._backoff.early_ends == _MANY_EARLY_ENDS:
            log.error("role.keeps_ending", role=self.role.name, advice=f"Its messages say why: {self.role.says}")


def write_pid(file: Path, pid: int) -> None:
    """Put a pid into its file; a reader finds the old pid or the new one, never half a number.

    A full disk is no reason to stop serving: then there is no file, and the log has the pid.
    """
    fresh = file.with_suffix(".new")
    try:
        fresh.write_text(f"{pid}\n")
        fresh.replace(file)
    except OSError as error:
        log.warning("pid_file.not_written", file=str(file), pid=pid, reason=str(error))
        with suppress(OSError):
            file.unlink(missing_ok=True)
