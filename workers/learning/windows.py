"""Which parts of a long text the model reads, so that padding is no hiding place and costs no time."""

import bisect
from collections.abc import Iterable, Sequence

from service.domain.draft import Span
from service.domain.text import NormalText
from service.domain.verdict import Evidence

# In characters of the normal text.
WINDOW = 1_000
MOST_WINDOWS = 4


def windows(text: NormalText, evidence: Sequence[Evidence]) -> list[Span]:
    """The ranges of the normal text to read: all of a short one; of a long one the start, the end, and the
    neighbourhood of what the checks, which see everything, point at.
    """
    if len(text.normal) <= WINDOW * 2:
        return [(0, len(text.normal))]
    places = [one.span[0] for one in evidence if one.span]
    places += [link.span[0] for link in text.links] + [mask.span[0] for mask in text.unmasked]
    return [(start, start + WINDOW) for start in _starts(text, places)]


def _starts(text: NormalText, places: Iterable[int]) -> list[int]:
    last = len(text.normal) - WINDOW
    chosen = [0, last]
    for place in places:
        if len(chosen) == MOST_WINDOWS:
            break
        at = bisect.bisect_left(text.starts, place)
        if all(not 0 <= at - start <= WINDOW // 2 for start in chosen):
            chosen.append(max(min(at - WINDOW // 4, last), 0))
    return chosen
