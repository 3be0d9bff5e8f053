"""The words of a text as features: single words, pairs of neighbours and pieces of words, hashed into slots."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import mul
from zlib import crc32

from service.domain.skeletons import skeleton

# Two to this power is the number of slots. Few words share one, and a model takes 2 MB of memory.
BITS = 18
SLOTS = 1 << BITS
_LAST_SLOT = SLOTS - 1

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

# What stands before the first word of a text and behind the last: no word is written so.
_START, _END = crc32(b"b:^"), b" $"

# Amounts by slot.
Features = dict[int, float]

# Thai, Lao, Khmer, Chinese and Japanese are written without spaces: two neighbours stand for a word there.
WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")


def slot(feature: str) -> int:
    """The place of a feature in a model. CRC-32 is the same on every machine and in every process."""
    return crc32(feature.encode("utf-8", "surrogatepass")) & _LAST_SLOT


@dataclass(frozen=True, slots=True)
class Spelt:
    """A word as the model reads it: its own slot, those of its pieces, and what its pairs with others are made of."""

    own: int
    pieces: tuple[int, ...]
    as_first: int  # the CRC-32 of a pair up to and with this word
    as_second: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of a text say together. `totals` are the amounts before long texts were made as loud as others.

    `brought` are the words in their order: each as it was written, as it is read, and the slot of its pair with the
    word before. The empty word is the end of the text.
    """

    features: Features
    totals: Sequence[float] = ()
    brought: Sequence[tuple[str, Spelt | None, int]] = ()

    def shares(self, weights: Sequence[float], *, unit: float) -> dict[str, float]:
        """What each word brings, where a margin of one is a `unit`. A slot that several words bring is divided."""
        amounts = zip(self.features.items(), self.totals, strict=True)
        each = {place: unit * weights[place] * amount / total for (place, amount), total in amounts}
        in_pieces = {place: share * PIECE for place, share in each.items()}
        shares: dict[str, float] = {}
        for word, spelt, pair in self.brought:
            share = each[pair] * PAIR
            if spelt is not None:
                share = sum(map(in_pieces.__getitem__, spelt.pieces), each[spelt.own] + share)
            shares[word] = shares.get(word, 0.0) + share
        return shares


NOTHING = Reading({})


def read_words(words: Iterable[str]) -> Reading:
    """Long texts speak only a little louder than short ones."""
    totals: Features = {}
    brought: list[tuple[str, Spelt | None, int]] = []
    so_far = totals.get
    before = _START
    for whole in words:
        for spelt in _spelt(whole[: 4 * LONGEST_WORD]):
            pair = crc32(spelt.as_second, before) & _LAST_SLOT
            before = spelt.as_first
            totals[spelt.own] = so_far(spelt.own, 0.0) + 1.0
            totals[pair] = so_far(pair, 0.0) + PAIR
            for piece in spelt.pieces:
                totals[piece] = so_far(piece, 0.0) + PIECE
            brought.append((whole, spelt, pair))
    if brought:
        end = crc32(_END, before) & _LAST_SLOT
        totals[end] = so_far(end, 0.0) + PAIR
        brought.append(("", None, end))
    amounts = list(totals.values())
    return Reading(dict(zip(totals, _evened(amounts), strict=True)), amounts, brought)


def _evened(amounts: Sequence[float]) -> list[float]:
    capped = [amount if amount < MOST_COUNTED else MOST_COUNTED for amount in amounts]  # noqa: FURB136 - min() takes twice as long
    length = SCALE * sum(map(mul, capped, capped)) ** (0.5 * LENGTH) or 1.0
    return [amount / length for amount in capped]


@lru_cache(maxsize=20_000)
def _spelt(word: str) -> tuple[Spelt, ...]:
    """The word by its skeleton, or by pairs of its letters in scripts without spaces."""
    if WITHOUT_SPACES.search(word):
        return tuple(_with_slots(word[at : at + 2]) for at in range(max(len(word) - 1, 1)))
    return (_with_slots(skeleton(word)[:LONGEST_WORD]),)


def _with_slots(word: str) -> Spelt:
    framed = f"<{word}>"
    pieces = (framed[at : at + PIECE_LETTERS] for at in range(len(framed) - PIECE_LETTERS + 1))
    as_bytes = word.encode("utf-8", "surrogatepass")
    return Spelt(
        own=slot(f"w:{word}"),
        pieces=tuple(slot(f"c:{piece}") for piece in pieces),
        as_first=crc32(b"b:" + as_bytes),
        as_second=b" " + as_bytes,
    )
