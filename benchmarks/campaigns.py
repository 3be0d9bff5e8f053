"""Measures on labelled comments how much spam and ham is alike, as the service finds it and by the exact Jaccard index.

    python benchmarks/campaigns.py [--stored NUMBER] FILE...

Comments are taken in the order of their time, or else of the file; each is compared with those before it. With
`--stored` so many made-up comments are there first, which shows what a look-up costs then.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import Connection

from service.domain.campaign import ALIKE
from service.domain.comment import Comment, Status
from service.domain.crowd import Kept
from service.domain.minhash import LETTERS_MOST, SHINGLE, Sketch, likeness, sketch_of
from service.domain.text import normalise
from service.storage import sketches
from service.storage.database import Database
from service.storage.migrations import migrate

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One labelled comment, its sketch if it has one, and its shingles."""

    comment: Comment
    spam: bool
    sketch: Sketch | None
    shingles: frozenset[str]


def read(file: Path) -> list[Line]:
    """The ham and spam in a file of JSON lines."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = [row for row in rows if row["label"] in ("ham", "spam")]
    rows.sort(key=lambda row: row.get("timestamp") or "")
    return [_line(number, row["text"], spam=row["label"] == "spam") for number, row in enumerate(rows)]


def _line(number: int, text: str, *, spam: bool) -> Line:
    normal = normalise(text)
    letters = normal.skeletons.replace(" ", "")[:LETTERS_MOST]
    shingles = frozenset(letters[at : at + SHINGLE] for at in range(len(letters) - SHINGLE + 1))
    return Line(comment=_comment(f"c{number}", number), spam=spam, sketch=sketch_of(normal), shingles=shingles)


def _comment(name: str, second: int) -> Comment:
    at = BEGAN + timedelta(seconds=second)
    given = {"site": "x", "page": "x", "name": "x", "body": "", "version": 1, "received_at": at, "changed_at": at}
    return Comment(id=name, status=Status.RECEIVED, **given)


def found_alike(database: Database, lines: Sequence[Line]) -> tuple[list[set[str]], list[float]]:
    """Which earlier comments are found to be like each, and the seconds that finding and keeping took."""
    alike: list[set[str]] = []
    seconds = []
    for line in lines:
        alike.append(set())
        if line.sketch is None:
            continue
        with database.begin() as tx:
            began = perf_counter()
            near = {one.comment: one for _, one in sketches.newest(tx, line.sketch.bands, database=database)}
            alike[-1] |= {name for name, one in near.items() if likeness(line.sketch, one.sketch) >= ALIKE}
            _keep(tx, line.comment, line.sketch)
            seconds.append(perf_counter() - began)
    return alike, seconds


def _keep(tx: Connection, comment: Comment, sketch: Sketch) -> None:
    sketches.keep(tx, [Kept(comment.id, sketch)], {comment.id: comment})


def exactly_alike(lines: Sequence[Line]) -> list[bool]:
    """Whether each has an earlier comment of which `ALIKE` is the same, by comparing all with all."""
    return [_has_like(line, lines[:number]) for number, line in enumerate(lines)]


def _has_like(line: Line, earlier: Sequence[Line]) -> bool:
    return line.sketch is not None and any(_jaccard(line, one) >= ALIKE for one in earlier if one.sketch)


def _jaccard(one: Line, other: Line) -> float:
    small, large = sorted((len(one.shingles), len(other.shingles)))
    if small < ALIKE * large:
        return 0.0
    shared = len(one.shingles & other.shingles)
    return shared / (small + large - shared)


def fill(database: Database, many: int) -> None:
    """Store made-up comments that are all different."""
    words = random.Random(1)
    for first in range(0, many, _AT_ONCE):
        with database.begin() as tx:
            for number in range(first, min(first + _AT_ONCE, many)):
                text = " ".join("".join(words.choices("abcdefghijklmnoprstuvw", k=6)) for _ in range(20))
                sketch = sketch_of(normalise(text))
                assert sketch is not None
                _keep(tx, _comment(f"made-up {number}", -number), sketch)


def report(file: Path, database: Database) -> Iterator[str]:
    """The figures of one file."""
    lines = read(file)
    alike, seconds = found_alike(database, lines)
    spam = {line.comment.id for line in lines if line.spam}
    found = [bool(one) for one in alike]
    exact = exactly_alike(lines)
    both = sum(one and other for one, other in zip(found, exact, strict=True))
    recall, precision = both / max(sum(exact), 1), both / max(sum(found), 1)
    share = _shares(lines)
    yield f"{file.stem}: {len(lines)} comments"
    yield f"  found alike an earlier one: {share(found)}"
    yield f"  exact Jaccard index:        {share(exact)}"
    yield f"  found alike earlier spam:   {share([bool(one & spam) for one in alike])}"
    yield f"  found of the exact ones:    {recall:.1%}, exact of those found {precision:.1%}"
    yield f"  finding and keeping: median {median(seconds) * 1e6:.0f} us, slowest {max(seconds) * 1e3:.1f} ms"


def _shares(lines: Sequence[Line]) -> Callable[[Sequence[bool]], str]:
    def share(alike: Sequence[bool]) -> str:
        told = []
        for label, spam in (("spam", True), ("ham", False)):
            those = [one for one, line in zip(alike, lines, strict=True) if line.spam is spam]
            told.append(f"{sum(those) / len(those):.2%} of the {label}" if those else f"no {label}")
        return ", ".join(told)

    return share


def main() -> None:
    """Report on each file, with a database of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stored", type=int, default=0)
    parser.add_argument("file", type=Path, nargs="+")
    asked = parser.parse_args()
    for file in asked.file:
        with tempfile.TemporaryDirectory() as folder:
            database = Database(f"sqlite:///{folder}/measured.db")
            migrate(database)
            fill(database, asked.stored)
            print("\n".join(report(file, database)))
            database.close()


if __name__ == "__main__":
    main()
