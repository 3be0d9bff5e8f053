"""A fixed share of the processor for each host, by control groups of version 1 or 2; and what each has used."""

from pathlib import Path

_ROOT = Path("/sys/fs/cgroup")
_PERIOD = 100_000  # microseconds
NANOSECONDS = 1e9


class Share:
    """One host's processes, which may together use as many cores as there are, until they are limited."""

    def __init__(self, name: str) -> None:
        self._folders = [folder / name for folder in _hierarchies()]
        for folder in self._folders:
            folder.mkdir()

    def limit(self, cores: float) -> None:
        """Let them use so many cores from now on."""
        quota = int(cores * _PERIOD)
        for folder in self._folders:
            if (folder / "cpu.max").exists():
                (folder / "cpu.max").write_text(f"{quota} {_PERIOD}")
            elif (folder / "cpu.cfs_quota_us").exists():
                (folder / "cpu.cfs_quota_us").write_text(str(quota))

    def joined(self, *argv: str) -> list[str]:
        """The command line of a process that joins before it becomes `argv`."""
        files = " ".join(f"{folder}/cgroup.procs" for folder in self._folders)
        return ["sh", "-c", f'for one in {files}; do echo $$ > "$one"; done; exec "$@"', "sh", *argv]

    def used(self) -> float:
        """Seconds of processor time that they have used so far."""
        for folder in self._folders:
            if (folder / "cpuacct.usage").exists():
                return int((folder / "cpuacct.usage").read_text()) / NANOSECONDS
            if (folder / "cpu.stat").exists() and "usage_usec" in (text := (folder / "cpu.stat").read_text()):
                return int(text.split()[1]) / 1e6
        raise AssertionError("no control group tells what was used")

    def remove(self) -> None:
        """Forget it; its processes must have ended."""
        for folder in self._folders:
            folder.rmdir()


def _hierarchies() -> list[Path]:
    """Where groups are made: the one tree of version 2, or two of version 1."""
    if "cpu" in _words(_ROOT / "cgroup.subtree_control"):
        return [_ROOT]
    return [folder for name in ("cpu", "cpuacct") if (folder := _ROOT / name).is_dir()]


def missing() -> str | None:
    """Why shares cannot be given, none if they can."""
    return None if _hierarchies() else "control groups with the cpu controller, writable at /sys/fs/cgroup"


def _words(file: Path) -> list[str]:
    return file.read_text().split() if file.exists() else []
