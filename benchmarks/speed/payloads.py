"""What everybody is sent: the same comments on the same number of pages, in whatever form he takes them."""

from collections.abc import Iterator

from benchmarks.load import MARK
from benchmarks.texts import Written, written

DIFFERENT = 2_000
PAGES = 50


def comments() -> Iterator[tuple[int, Written]]:
    """The number of a page, and a comment for it; each time it is sent its text ends in another number."""
    for number, one in enumerate(written(DIFFERENT)):
        yield number % PAGES, Written(one.name, one.email, f"{one.body} {MARK}")
