"""A text under rewriting that still knows where in the submitted text each of its characters came from."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import compress, islice

Span = tuple[int, int]
# Start, end, and what stands there instead. Plain tuples, as a text can need thousands.
Edit = tuple[int, int, str]

# Of each kind. A long text that wears more is read no further: a moderator must look at it anyway.
MOST_NOTED = 100
# Shorter texts are read to their end, whatever they wear.
LONG = 4_000
# For each kind of disguise. Whoever hides a word behind so many others hides it from people too.
MOST_REWRITTEN = 1_000


def members(ranges: str) -> frozenset[str]:
    """The characters in the ranges of a pattern's class, such as `a-z0-9`."""
    return frozenset(
        chr(code)
        for first, last in re.findall("(.)(?:-(.))?", ranges, re.DOTALL)
        for code in range(ord(first), ord(last or first) + 1)
    )


class Disguise(StrEnum):
    """How a text was made to read one way for people and another way for filters."""

    HIDDEN = "hidden"  # invisible characters inside a word, or letters shown in reverse
    STYLED = "styled"  # mathematical, full-width or enclosed letters
    LOOKALIKE = "lookalike"  # two scripts mixed inside one word
    SPACED = "spaced"  # v i a g r a
    LINK = "link"  # example dot com, hxxp://
    LEET = "leet"  # v1agra
    DECKED = "decked"  # f\u0332r\u0332e\u0332e\u0332
    ENTITY = "entity"  # letters written as &#118;


@dataclass(frozen=True, slots=True)
class Unmasked:
    """One disguise that was taken off. `span` is in code points of the submitted text."""

    kind: Disguise
    span: Span


class Draft:
    """The text so far, its way back to the submitted text, and the disguises taken off on the way."""

    def __init__(self, raw: str) -> None:
        self.text = raw
        self.unmasked: list[Unmasked] = []
        self._noted: Counter[Disguise] = Counter()
        self._length = self._enough = len(raw)
        self._starts: Sequence[int] = range(len(raw) + 1)
        self._characters: tuple[str, frozenset[str]] = ("", frozenset())
        self._shape: tuple[str, bytes] = ("", b"")

    @property
    def starts(self) -> Sequence[int]:
        """For each character, and for the end, the place in the submitted text where it began."""
        return self._starts

    @property
    def characters(self) -> frozenset[str]:
        """The different characters of the present text: most steps see by them that they have nothing to do."""
        if self._characters[0] is not self.text:
            self._characters = (self.text, frozenset(self.text))
        return self._characters[1]

    @property
    def shape(self) -> bytes:
        """The present text in small ASCII letters, a question mark for all else. Looking for bytes is fastest."""
        if self._shape[0] is not self.text:
            self._shape = (self.text, self.text.encode("ascii", "replace").lower())
        return self._shape[1]

    def note(self, kind: Disguise, span: Span) -> None:
        """Remember a disguise at `span` of the present text."""
        self._noted[kind] += 1
        if self._noted[kind] <= MOST_NOTED:
            self.unmasked.append(Unmasked(kind, (self._starts[span[0]], self._starts[span[1]])))
            if self._noted[kind] == MOST_NOTED:
                self._enough = min(self._enough, self._starts[span[1]])

    def cut(self) -> None:
        """End a long text where it has worn enough disguises of one kind."""
        if self._enough == self._length:
            return
        end = max(bisect_left(self._starts, self._enough), LONG)
        if end < len(self.text):
            self.text, self._starts = self.text[:end], self._starts[: end + 1]

    def translate(self, table: Mapping[int, str], *, growing: Mapping[str, str]) -> None:
        """Replace single characters, each by one other; those that are `growing`, by more, while there are few."""
        if not self.characters.isdisjoint(growing):
            places = self.places_of(growing)
            self.apply([(at, at + 1, growing[self.text[at]]) for at in places[:MOST_REWRITTEN]])
        self.text = self.text.translate(table)

    def places_of(self, wanted: Collection[str]) -> list[int]:
        """Where the characters `wanted` stand. In a long text this takes a third of the time of a pattern."""
        return list(compress(range(len(self.text)), map(wanted.__contains__, self.text)))

    def rewrite(self, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str | None]) -> None:
        """Replace what `pattern` finds by what `new` makes of it; none leaves it as it is."""
        edits: list[Edit] = []
        for found in islice(pattern.finditer(self.text), MOST_REWRITTEN):
            made = new(found)
            if made is not None:
                edits.append((found.start(), found.end(), made))
        self.apply(edits)

    def drop(self, pattern: re.Pattern[str], *, at_worst: Collection[str]) -> None:
        """Remove what `pattern` finds; where that is very much, all of the characters `at_worst`."""
        edits = [(*found.span(), "") for found in islice(pattern.finditer(self.text), MOST_REWRITTEN)]
        self.apply(edits)
        if len(edits) == MOST_REWRITTEN:
            kept = [one not in at_worst for one in self.text]
            self._starts = [*compress(self._starts, kept), self._starts[-1]]
            self.text = "".join(compress(self.text, kept))

    def apply(self, edits: Sequence[Edit]) -> None:
        """Make all `edits`, which are sorted and do not overlap."""
        if not edits:
            return
        if any(len(new) != end - start for start, end, new in edits):
            self._starts = _moved(self._starts, edits)
        pieces: list[str] = []
        done = 0
        for start, end, new in edits:
            pieces += (self.text[done:start], new)
            done = end
        self.text = "".join((*pieces, self.text[done:]))


def _moved(before: Sequence[int], edits: Sequence[Edit]) -> Sequence[int]:
    starts: list[int] = []
    done = 0
    for start, end, new in edits:
        starts += before[done:start]
        starts += before[start:end] if len(new) == end - start else [before[start]] * len(new)
        done = end
    return [*starts, *before[done:]]
