"""Programs of the rig: run as www-data, stopped by their process ids, their logs in one folder."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.waiting import until

ACCOUNT = "www-data"
SECONDS_TO_START = 60
# Debian keeps servers where an ordinary PATH does not look.
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def is_installed(program: str) -> bool:
    return shutil.which(program, path=PATH) is not None


@contextmanager
def server(scratch: Path, *command: str) -> Iterator[int]:
    """A program in the foreground: its process id, by which it is stopped. It ends with us too when we are killed."""
    with (scratch / f"log/{command[0]}.out").open("wb") as log:
        process = subprocess.Popen(_as_account(*command), stdout=log, stderr=log, env=_environment(scratch))
    try:
        yield process.pid
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        process.wait(10)


def run(scratch: Path, *command: str) -> str:
    done = subprocess.run(_as_account(*command), capture_output=True, text=True, env=_environment(scratch), check=False)
    assert done.returncode == 0, f"{command[0]} failed:\n{done.stdout}\n{done.stderr}\n{_logs(scratch)}"
    return done.stdout


def succeeds(scratch: Path, *command: str) -> bool:
    return (
        subprocess.run(_as_account(*command), capture_output=True, env=_environment(scratch), check=False).returncode
        == 0
    )


def wait_for(condition: Callable[[], bool], what: str, scratch: Path) -> None:
    try:
        until(condition, what=what, seconds=SECONDS_TO_START)
    except AssertionError as error:
        error.add_note(_logs(scratch))
        raise


def _as_account(*command: str) -> list[str]:
    ids = [f"--reuid={ACCOUNT}", f"--regid={ACCOUNT}", "--clear-groups", "--pdeathsig", "TERM"]
    return ["setpriv", *ids, "--", *command]


def _environment(scratch: Path) -> dict[str, str]:
    return {"PATH": PATH, "HOME": f"{scratch}/tmp", "TMPDIR": f"{scratch}/tmp", "LANG": "C.UTF-8"}


def _logs(scratch: Path) -> str:
    """The ends of all logs, for the message of a failed start."""
    return "\n".join(f"== {log.name}\n{log.read_text(errors='replace')[-1500:]}" for log in (scratch / "log").iterdir())
