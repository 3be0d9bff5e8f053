"""Feed all targets, or those that are named: `python -m fuzz [--seconds 20] [TARGET...]`.

Each runs in a process of its own for that long, from its seeds; Atheris keeps what reaches new code. An input that
breaks one is written below `.fuzz/` and told in full. What is found belongs into a test.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import atheris

BROKEN = Path(".fuzz")


def main() -> None:
    """Feed one target after another; exit status 1 when one broke."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seconds", type=int, default=20)
    asked.add_argument("--one", help=argparse.SUPPRESS)
    asked.add_argument("targets", nargs="*")
    given = asked.parse_args()
    if given.one:
        _feed(given.one, seconds=given.seconds)
        return
    broken = [name for name in given.targets or _names() if not _survives(name, seconds=given.seconds)]
    print(f"broken: {', '.join(broken)}; see {BROKEN}/" if broken else "nothing broke.")
    sys.exit(1 if broken else 0)


def _names() -> list[str]:
    from fuzz.targets import TARGETS  # noqa: PLC0415 - the processes that feed must import it instrumented

    return list(TARGETS)


def _survives(name: str, *, seconds: int) -> bool:
    command = [sys.executable, "-m", "fuzz", "--seconds", str(seconds), "--one", name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = done.stderr.splitlines() + done.stdout.splitlines()
    pulse = next((line for line in reversed(said) if line[:1] == "#" and line[1:2].isdigit()), "")
    print(f"{name:<14} {'ok' if done.returncode == 0 else 'BROKE'}  {pulse}", flush=True)
    if done.returncode:
        print("\n".join(line for line in said if not line.startswith(("#", "INFO"))), flush=True)
    return done.returncode == 0


def _feed(name: str, *, seconds: int) -> None:
    with atheris.instrument_imports(include=["service", "workers"]):
        from fuzz.target import LONGEST_BYTES  # noqa: PLC0415 - Atheris marks what is imported here
        from fuzz.targets import TARGETS  # noqa: PLC0415 - Atheris marks what is imported here
    target = TARGETS[name]
    BROKEN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="rejoinder-seeds-") as folder:
        for number, seed in enumerate(target.seeds):
            Path(folder, str(number)).write_bytes(seed)
        options = [f"-max_total_time={seconds}", f"-max_len={LONGEST_BYTES}", "-timeout=10", "-rss_limit_mb=1500"]
        atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={BROKEN}/{name}-", folder], target.try_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
