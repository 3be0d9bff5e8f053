"""Looks for patterns only near what every match of them holds: most texts hold none of it, and need not be read."""

import re
from collections.abc import Callable, Iterator

# Where the next hint stands, from a place on; none where there is none.
Finder = Callable[[str, int], int | None]


def literally(*hints: str) -> tuple[Finder, ...]:
    """Finders of these strings."""

    def finder(hint: str) -> Finder:
        def find(text: str, start: int) -> int | None:
            at = text.find(hint, start)
            return None if at < 0 else at

        return find

    return tuple(map(finder, hints))


def by(pattern: re.Pattern[str]) -> Finder:
    """A finder of what a quick pattern finds, one that begins with a character or a set of them."""

    def find(text: str, start: int) -> int | None:
        found = pattern.search(text, start)
        return None if found is None else found.start()

    return find


def matches(pattern: re.Pattern[str], text: str, hints: tuple[Finder, ...], *, reach: int) -> Iterator[re.Match[str]]:
    """What `pattern.finditer(text)` yields, if every match holds where a hint begins and looks at no more than `reach`
    characters.
    """
    start = 0
    for at in _places(text, hints, step=2 * reach):
        start, last, end = max(start, at - reach), at + 2 * reach, at + 3 * reach + 1
        while start <= last and (found := pattern.search(text, start, end)) and found.start() <= last:
            yield found
            start = found.end()
        start = max(start, last + 1)


def _places(text: str, hints: tuple[Finder, ...], *, step: int) -> Iterator[int]:
    """The first hint, then always the next one that is more than a step further on."""
    following = {find: at for find in hints if (at := find(text, 0)) is not None}
    while following:
        here = min(following.values())
        yield here
        for find, at in list(following.items()):
            further = find(text, here + step + 1) if at <= here + step else at
            if further is None:
                del following[find]
            else:
                following[find] = further
