"""MinHash: a small sketch of a text, from which one sees how much of two texts is the same without having them.

One permutation, many bins (Li, Owen and Zhang 2012): each shingle is hashed once, and each bin keeps its smallest hash.
Two texts agree in a bin as often as a shingle of either is a shingle of both, which is the Jaccard index.
"""

from array import array
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

from service.domain.text import NormalText

# Letters a shingle. Spaces are left out, so it works in scripts without them too.
SHINGLE = 5
# Shorter texts ("Thank you very much!") are everybody's, and those of few different shingles ("hahaha") say nothing.
LETTERS_LEAST = 20
SHINGLES_LEAST = 12
# More is not read, so that a long text costs no more than 2 ms.
LETTERS_MOST = 4_000
BINS = 128
# Of three bins each: two texts of which 0.6 is the same share one of ten bands in 9 of 10 cases, 0.2 in 1 of 13.
BANDS = 10
ROWS = 3

_BIN_SHIFT = 25  # of a hash of 32 bits, the upper 7 choose the bin
_KEPT = 0xFFFF  # and the lower 16 are kept
_EMPTY = 0
_LOWER_BITS = int.from_bytes(b"\xff\x7f" * BINS, "little")
_UPPERMOST_BITS = int.from_bytes(b"\x00\x80" * BINS, "little")
_WIDTH = 4  # bytes a letter, all alike, so that shingles are slices


@dataclass(frozen=True)
class Sketch:
    """What is kept of a text: 16 bits of the smallest hash in each bin, nought where no shingle fell."""

    bins: bytes

    @cached_property
    def bands(self) -> tuple[int, ...]:
        """Numbers of 52 bits to look for: texts that are much alike have one of them in common, others hardly ever."""
        full = _filled(array("H", self.bins))
        step = BINS // (BANDS * ROWS)
        rows = [full[number * step] for number in range(BANDS * ROWS)]
        return tuple(
            (band << 48) | (rows[ROWS * band] << 32) | (rows[ROWS * band + 1] << 16) | rows[ROWS * band + 2]
            for band in range(BANDS)
        )


def sketch_of(text: NormalText) -> Sketch | None:
    """The sketch of a text; none where it is too short, or too much of one kind, to be recognised."""
    letters = text.skeletons.replace(" ", "")[:LETTERS_MOST]
    if len(letters) < LETTERS_LEAST:
        return None
    wide = letters.encode("utf-32-le", "surrogatepass")
    ends = range(SHINGLE * _WIDTH, len(wide) + 1, _WIDTH)
    hashes = {crc32(wide[end - SHINGLE * _WIDTH : end]) for end in ends}
    if len(hashes) < SHINGLES_LEAST:
        return None
    smallest = {one >> _BIN_SHIFT: one & _KEPT or 1 for one in sorted(hashes, reverse=True)}
    return Sketch(array("H", [smallest.get(number, _EMPTY) for number in range(BINS)]).tobytes())


def likeness(one: Sketch, other: Sketch) -> float:
    """About which part of the shingles of two texts is in both, 0 to 1."""
    mine, theirs = int.from_bytes(one.bins, "little"), int.from_bytes(other.bins, "little")
    empty, alike = _noughts(mine | theirs), _noughts(mine ^ theirs)
    return (alike - empty) / (BINS - empty)


def _noughts(bins: int) -> int:
    """How many bins are nought, of all of them in one number: whatever is none carries into its uppermost bit."""
    return BINS - ((((bins & _LOWER_BITS) + _LOWER_BITS) | bins) & _UPPERMOST_BITS).bit_count()


def _filled(bins: "array[int]") -> list[int]:
    """The bins, each empty one with what the next full one holds: short texts have fewer shingles than bins."""
    full = list(bins)
    last = next(one for one in bins if one != _EMPTY)
    for number in range(BINS - 1, -1, -1):
        last = full[number] = full[number] or last
    return full
