"""Passages of a long text whose words the model takes for spam, found without reading all of it word by word."""

from collections.abc import Iterator, Sequence
from heapq import nlargest
from zlib import crc32

from service.domain.draft import Span
from service.domain.skeletons import places
from service.domain.text import NormalText
from workers.learning.features import SLOTS, WITHOUT_SPACES
from workers.learning.learner import Learner

MOST_PASSAGES = 3
# In characters of the normal text.
LONGEST_PASSAGE = 1_000
SHORTEST_PASSAGE = 20
# A word must weigh more than this to lengthen a passage: most words weigh next to nothing.
_WEIGHS_NOTHING = 0.04
# No sentence is longer; the model reads no more of a word either.
_MOST_LETTERS = 160
_WORD = crc32(b"w:")


def passages(text: NormalText, learner: Learner) -> list[Span]:
    """The ranges of a long text that the model takes for spam most, as far as a sum over neighbours keeps growing."""
    spans = list(places(text.normal))
    if not spans:
        return []
    weight = {word: _weight(word, learner.weights) - _WEIGHS_NOTHING for word in text.seen_words}
    heaviest = nlargest(MOST_PASSAGES, _growing([weight[word] for word in text.skeleton_words]))
    return [_long_enough(spans, first, last) for _, first, last in heaviest]


def _weight(word: str, weights: Sequence[float]) -> float:
    """What the word alone weighs; in scripts without spaces, all its pairs of letters."""
    if not word.isascii() and WITHOUT_SPACES.search(word):
        return sum(_own(word[at : at + 2], weights) for at in range(max(min(len(word), _MOST_LETTERS) - 1, 1)))
    return _own(word, weights)


def _own(word: str, weights: Sequence[float]) -> float:
    return weights[crc32(word.encode("utf-8", "surrogatepass"), _WORD) & (SLOTS - 1)]


def _growing(weights: Sequence[float]) -> Iterator[tuple[float, int, int]]:
    """For each run of words whose sum stays above zero: the most it reaches, its first word and its last."""
    total = most = 0.0
    first = last = 0
    for at, weight in enumerate(weights):
        if total <= 0.0:
            if most > 0.0:
                yield most, first, last
            total, most, first, last = 0.0, 0.0, at, at
        total += weight
        if total > most:
            most, last = total, at
    yield most, first, last


def _long_enough(spans: Sequence[Span], first: int, last: int) -> Span:
    """From the first word to the last, with as many round them as a short comment has, and not too many."""
    while spans[last][1] - spans[first][0] < SHORTEST_PASSAGE and (first > 0 or last < len(spans) - 1):
        first, last = max(first - 1, 0), min(last + 1, len(spans) - 1)
    start = spans[first][0]
    return start, min(spans[last][1], start + LONGEST_PASSAGE)
