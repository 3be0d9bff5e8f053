"""Plain AROW, the best online learner among known ones: words, pairs and pieces of the text as it is, and no checks."""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from benchmarks.filter.corpora import Comment

_CALM = 0.1
_WORD = re.compile(r"\w+")
_BITS = 20


def errors(comments: Sequence[Comment]) -> list[bool]:
    """For each comment whether the learner was wrong about it, having learned from all before."""
    weights: dict[int, float] = defaultdict(float)
    doubts: dict[int, float] = defaultdict(lambda: 1.0)
    wrong = []
    for one in comments:
        places = set(_places(one.text.lower()))
        amount = len(places) ** -0.5 if places else 0.0
        sign = 1.0 if one.spam else -1.0
        margin = sum(weights[place] for place in places) * amount
        wrong.append((margin > 0) != one.spam)
        missing = 1.0 - sign * margin
        if missing > 0:
            beta = 1.0 / (sum(doubts[place] for place in places) * amount**2 + _CALM)
            for place in places:
                spread = doubts[place] * amount
                weights[place] += sign * missing * beta * spread
                doubts[place] -= beta * spread * spread
    return wrong


def _places(text: str) -> Iterator[int]:
    words = _WORD.findall(text)
    features = [*words, *(f"{one} {two}" for one, two in pairwise(words))]
    for word in words:
        framed = f"<{word}>"
        features += [framed[at : at + size] for size in (3, 4, 5) for at in range(len(framed) - size + 1)]
    return (zlib.crc32(feature.encode("utf-8", "surrogatepass")) & ((1 << _BITS) - 1) for feature in features)
