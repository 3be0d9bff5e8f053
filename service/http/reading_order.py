"""A thread as people read it: each reply below what it replies to."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.thread import PublicComment

# Deeper replies are not indented further: on a phone nothing would be left of the line.
DEEPEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One comment, how far to indent it (0 to `DEEPEST`), and whom it replies to, if anybody."""

    comment: PublicComment
    depth: int
    to: str = ""


def in_reading_order(comments: Sequence[PublicComment]) -> list[Entry]:
    """Oldest first at each depth; a reply whose parent is not among them stands for itself."""
    shown = {one["id"] for one in comments}
    replies: dict[str | None, list[PublicComment]] = defaultdict(list)
    for one in comments:
        replies[one["parent"] if one["parent"] in shown else None].append(one)
    # A stack of our own: a chain of replies can be longer than Python's.
    waiting = [Entry(comment=one, depth=0) for one in reversed(replies[None])]
    ordered: list[Entry] = []
    while waiting:
        entry = waiting.pop()
        ordered.append(entry)
        depth, to = min(entry.depth + 1, DEEPEST), entry.comment["name"]
        waiting += [Entry(comment=one, depth=depth, to=to) for one in reversed(replies[entry.comment["id"]])]
    return ordered
