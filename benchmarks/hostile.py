"""Judges texts that are made to break or slow a filter, and says which took longest.

    python -m benchmarks.hostile [--model PATH|none] [--texts NUMBER] [--longest CHARACTERS] [FILE...]

First 64 KiB of everything, then random texts, each from its seed, then all comments in FILE..., as `rejoinder judge`
takes them. Times are the CPU's, the best of `--best` runs of those that took long. Exit status 1 when a check broke.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from heapq import nlargest
from statistics import median
from time import thread_time

from rich.console import Console
from rich.progress import track

from benchmarks.hostile_texts import long_texts, random_text
from service.commands._models import opened
from service.domain.policy import Policy
from workers.comment_line import parsed
from workers.lines import LineJudge
from workers.runtime import scorer_for

LIMIT_MS = 20.0
_SHOWN = 10

broken: list[str] = []


def _observe(check: str, _: Exception) -> None:
    broken.append(check)


def measured(judge: LineJudge, line: bytes, *, best: int) -> float:
    """Milliseconds of one core for one line, from its bytes to its verdict."""
    fastest = _once(judge, line)
    for _ in range(best - 1 if fastest > LIMIT_MS / 2 else 0):
        fastest = min(fastest, _once(judge, line))
    return fastest


def _once(judge: LineJudge, line: bytes) -> float:
    began = thread_time()
    judge.judged(parsed(line))
    return 1000 * (thread_time() - began)


def _line(text: str) -> bytes:
    return json.dumps({"text": text}).encode()


def _random(number: int, longest: int) -> Iterator[tuple[str, bytes]]:
    for seed in range(number):
        yield f"seed {seed}", _line(random_text(seed, longest=longest))


def _comments(files: list[str]) -> Iterator[tuple[str, bytes]]:
    for name in files:
        with open(name, "rb") as lines:  # noqa: PTH123 - names come from the command line
            yield from ((f"{name}:{number}", line) for number, line in enumerate(lines, 1) if line.strip())


def _report(what: str, lines: list[tuple[str, bytes]], cost: Callable[[bytes], float]) -> None:
    console = Console(stderr=True)
    shown = track(lines, what, console=console, transient=True, disable=not console.is_terminal)
    found = [(cost(line), name) for name, line in shown]
    if not found:
        return
    over = sum(ms > LIMIT_MS for ms, _ in found)
    print(f"{what}: {len(found)} texts, median {median(ms for ms, _ in found):.2f} ms, {over} over {LIMIT_MS:g} ms")
    for ms, name in nlargest(_SHOWN, found):
        print(f"  {ms:7.1f} ms  {name}")


def main() -> None:
    """Judge them all."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--model", default="none")
    asked.add_argument("--texts", type=int, default=100_000)
    asked.add_argument("--longest", type=int, default=2_000)
    asked.add_argument("--best", type=int, default=3)
    asked.add_argument("files", nargs="*")
    given = asked.parse_args()
    policy = Policy()
    judge = LineJudge(scorer_for(policy, observe=_observe), policy, learner=opened(given.model))
    judge.judged(parsed(_line("warm “up”")))
    for what, lines in (
        ("64 KiB", [(name, _line(text)) for name, text in long_texts()]),
        ("random", list(_random(given.texts, given.longest))),
        ("comments", list(_comments(given.files))),
    ):
        _report(what, lines, lambda line: measured(judge, line, best=given.best))
    print(f"{len(broken)} checks broke.")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
