"""The words of a text as features: single words, pairs of neighbours and pieces of words, hashed into slots."""

import re
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache

from service.domain.skeletons import skeleton

# Two to this power is the number of slots. Few words share one, and a model takes 2 MB of memory.
BITS = 18
SLOTS = 1 << BITS

# How much each kind counts against a whole word.
PAIR = 1.0
PIECE = 0.4
PIECE_LETTERS = 4
# Saying a word twice says a little more, saying it ten times says nothing new.
MOST_COUNTED = 1.5
# The power of a text's length by which its amounts are divided: at 1 all texts would speak equally loud.
LENGTH = 0.7
SCALE = 1.6
LONGEST_WORD = 40

# Amounts by slot.
Features = dict[int, float]
# The word as it was written, with the slots that it brings and how much of each.
Brought = tuple[str, list[tuple[int, float]]]

# Thai, Lao, Khmer, Chinese and Japanese are written without spaces: two neighbours stand for a word there.
WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")


def slot(feature: str) -> int:
    """The place of a feature in a model. CRC-32 is the same on every machine and in every process."""
    return zlib.crc32(feature.encode("utf-8", "surrogatepass")) & (SLOTS - 1)


def read_words(words: Iterable[str]) -> Features:
    """What the words of a text say together. Long texts speak only a little louder than short ones."""
    seen: Features = {}
    for _, parts in brought(words):
        for place, amount in parts:
            seen[place] = seen.get(place, 0.0) + amount
    squares = sum(min(amount, MOST_COUNTED) ** 2 for amount in seen.values())
    length = SCALE * squares ** (0.5 * LENGTH) or 1.0
    return {place: min(amount, MOST_COUNTED) / length for place, amount in seen.items()}


def brought(words: Iterable[str]) -> Iterator[Brought]:
    """For each word: itself, the pair with the word before, and its pieces. The empty word is the end of the text."""
    before = "^"
    for whole in words:
        for word in _spelling(whole[: 4 * LONGEST_WORD]):
            own, *pieces = _word_slots(word)
            yield whole, [(own, 1.0), (slot(f"b:{before} {word}"), PAIR), *((piece, PIECE) for piece in pieces)]
            before = word
    if before != "^":
        yield "", [(slot(f"b:{before} $"), PAIR)]


@lru_cache(maxsize=20_000)
def _word_slots(word: str) -> tuple[int, ...]:
    """The slots of a word and of its pieces; the first is the word's own."""
    framed = f"<{word}>"
    pieces = (framed[at : at + PIECE_LETTERS] for at in range(len(framed) - PIECE_LETTERS + 1))
    return slot(f"w:{word}"), *(slot(f"c:{piece}") for piece in pieces)


@lru_cache(maxsize=20_000)
def _spelling(word: str) -> tuple[str, ...]:
    """The word as the model reads it: its skeleton, or pairs of letters in scripts without spaces."""
    if WITHOUT_SPACES.search(word):
        return tuple(word[at : at + 2] for at in range(max(len(word) - 1, 1)))
    return (skeleton(word)[:LONGEST_WORD],)
