"""The tables of docs/faults.md: what stands between two marks is written, the rest is left."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tests.faults.play import FINAL_WITHIN_SECONDS
from tests.faults.rows import ROWS

PAGE = Path(__file__).parent.parent.parent / "docs/faults.md"
_BAD = ("lost", "stored_twice", "shown_twice", "not_shown", "wrongly_shown", "unexplained", "unfinished")
_HEAD = ("what goes wrong", "acknowledged", "lost", "shown twice", "otherwise wrong", "all final after")


def is_good(ended: Mapping[str, float]) -> bool:
    """Whether nothing is lost or doubled, and all was final in time."""
    return not any(ended[name] for name in _BAD) and ended["seconds"] <= FINAL_WITHIN_SECONDS


def write_rows(done: Mapping[str, Mapping[str, float]], *, comments: int) -> None:
    """Write the table of the rows that are done."""
    lines = [_line(row.title, done[row.name]) for row in ROWS if row.name in done]
    ended = [done[row.name] for row in ROWS if row.name in done]
    total = sum(int(one["acknowledged"]) for one in ended)
    lost, twice = (sum(int(one[name]) for one in ended) for name in ("lost", "shown_twice"))
    late = max((one["seconds"] for one in ended), default=0)
    said = (
        f"{len(ended)} rows of {comments:,} comments or a few more: {total:,} acknowledged, {lost} lost, {twice} shown "
        f"twice; the slowest row was final after {late:g} s."
    )
    write("rows", f"{said}\n\n{table(_HEAD, lines)}")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, ["---"] * len(head), *rows))


def write(part: str, text: str) -> None:
    """Replace a part of the page."""
    begin, end = f"<!-- {part} -->", f"<!-- end of {part} -->"
    before, rest = PAGE.read_text(encoding="utf-8").split(begin)
    PAGE.write_text(f"{before}{begin}\n{text}\n{end}{rest.split(end)[1]}", encoding="utf-8")


def _line(title: str, ended: Mapping[str, float]) -> tuple[str, ...]:
    wrong = sum(int(ended[name]) for name in _BAD if name not in ("lost", "shown_twice"))
    numbers = (f"{ended['acknowledged']:,}", f"{ended['lost']}", f"{ended['shown_twice']}", str(wrong))
    return (title, *numbers, f"{ended['seconds']:.1f} s")
