"""Where peers are installed, once, outside what git keeps."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.speed.measured import CACHE
from benchmarks.speed.peers import NotInstalledError

FILES = Path(__file__).parent / "files"
PEERS = CACHE / "peers"
_DONE = "installed"
_SECONDS = 900
_SAID = 300


def once(folder: Path, *commands: Sequence[str], kept: Path) -> None:
    """Run these in `folder`, unless they ran before with the same `kept` file. Raises `NotInstalledError`."""
    stamp = folder / _DONE
    if stamp.exists() and stamp.read_bytes() == kept.read_bytes():
        return
    for command in commands:
        _run(command, folder)
    stamp.write_bytes(kept.read_bytes())


def _run(command: Sequence[str], folder: Path) -> None:
    if shutil.which(command[0], path=None) is None and not Path(command[0]).exists():
        raise NotInstalledError(f"{command[0]} is not there.")
    try:
        ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise NotInstalledError(f"{' '.join(command)} took more than {_SECONDS} seconds.") from error
    if ran.returncode:
        raise NotInstalledError(f"{' '.join(command)} failed: {(ran.stderr or ran.stdout).strip()[-_SAID:]}")
