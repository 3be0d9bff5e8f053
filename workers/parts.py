"""Long texts, judged as their worst part: what fills the rest neither hides an advertisement nor adds up to one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import pairwise
from math import inf

from service.domain.draft import Span
from service.domain.text import NormalText
from service.domain.verdict import Evidence

# In characters of the normal text. Up to here a text is judged whole.
SHORT = 2_000
PART = 500
# What is no longer than this lies whole in one of two neighbours.
OVERLAP = 200
# A text is cut into so many, and those with most points again.
MOST_PIECES = 16
# In characters, over all parts that are tried. The search ends sooner, but for long texts that are bad all over.
MOST_TRIED = 100_000
_LONGEST_WORD = 80
_SMALL = PART + OVERLAP + _LONGEST_WORD

Points = Callable[[NormalText], float]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a long text, or a whole short one, and what the checks say of it. `place` is in the normal text."""

    place: Span
    text: NormalText
    evidence: tuple[Evidence, ...]


def moved(one: Evidence, by: int) -> Evidence:
    """Evidence on a part, pointing into the whole."""
    return one if one.span is None else replace(one, span=(one.span[0] + by, one.span[1] + by))


def worst_place(text: NormalText, points: Points) -> Span:
    """Where in its normal text a long text has most points.

    No part has more points than a larger one around it, so the pieces with most are cut up first, until one is small.
    """
    queue: list[tuple[float, int, Span]] = []
    most, span, tried = inf, (0, len(text.normal)), 0
    while span[1] - span[0] > _SMALL and tried < MOST_TRIED:
        for piece in _pieces(text.normal, span):
            here = points(text.part(piece))
            tried += piece[1] - piece[0]
            heappush(queue, (-here, piece[1] - piece[0], piece))
            if here >= most:
                break  # the other pieces cannot have more
        most, span = -queue[0][0], heappop(queue)[2]
    return span


def _pieces(normal: str, span: Span) -> Iterator[Span]:
    start, end = span
    size = max(PART, (end - start) // MOST_PIECES)
    for at in range(start, end - OVERLAP, size):
        yield (at if at == start else _between_words(normal, at)), min(_between_words(normal, at + size + OVERLAP), end)


def _between_words(normal: str, at: int) -> int:
    space = normal.find(" ", at, at + _LONGEST_WORD)
    return at if space < 0 else space


# Where a sentence or a line ends.
_ENDS = ("\n", ". ", "! ", "? ", "。")
_LONGEST_SENTENCE = 200


def sentences_round(normal: str, place: Span) -> Span:
    """The place, widened to the ends of its sentences or lines where these are near."""
    start, end = place
    before = max(normal.rfind(one, max(start - _LONGEST_SENTENCE, 0), start) for one in _ENDS) + 1
    after = [at for one in _ENDS if (at := normal.find(one, end, end + _LONGEST_SENTENCE)) >= 0]
    at_start, at_end = start <= _LONGEST_SENTENCE, len(normal) - end <= _LONGEST_SENTENCE
    return before if before or at_start else start, min(after, default=len(normal) if at_end else end)


def longest_line(normal: str, place: Span) -> Span:
    """The longest of the lines in a place."""
    ends = [place[0] - 1, *(at for at in range(*place) if normal[at] == "\n"), place[1]]
    return max(((before + 1, end) for before, end in pairwise(ends)), key=lambda line: line[1] - line[0])
