"""Combining marks: stacks of them are capped, those that belong are joined to their letters, decoration comes off."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from operator import sub

from service.domain.draft import MOST_REWRITTEN, Disguise, Draft, Edit, Span, members

# UAX #15, Stream-Safe Text: no honest text stacks more marks, and normalisation is quadratic in the stack.
MOST_MARKS = 30


@cache
def _marks() -> frozenset[str]:
    return frozenset(one for one in map(chr, range(0x300, 0x1E94B)) if unicodedata.combining(one))


def compose_marks(draft: Draft) -> None:
    """Cap stacks of combining marks, and join letters with their marks, as keyboards send them."""
    text = draft.text
    if text.isascii() or draft.characters.isdisjoint(_marks()):
        return
    marks = draft.places_of(_marks())
    # Marks that are so many places and no more apart are in one stack.
    stacked = MOST_MARKS in map(sub, marks[MOST_MARKS:], marks)
    if not stacked and unicodedata.is_normalized("NFC", text):
        return
    edits: list[Edit] = []
    for start, end in _runs(marks):
        if end - start > MOST_MARKS or len(edits) < MOST_REWRITTEN:
            letter = max(start - 1, 0)
            joined = unicodedata.normalize("NFC", text[letter : min(end, start + MOST_MARKS)])
            if joined != text[letter:end]:
                edits.append((letter, end, joined))
    draft.apply(edits)


def _runs(places: list[int]) -> Iterator[Span]:
    """Places next to each other, as ranges."""
    start = end = places[0]
    for at in places:
        if at != end:
            yield start, end
            start = at
        end = at + 1
    yield start, end


# Overlays strike words out, which people do for fun. Letters of some languages have a mark that does not compose, but
# no two plain ones in a row do: Yoruba and Navajo put it on letters that have a mark already.
_DECKED = re.compile("(?:[A-Za-z0-9][\u0300-\u036f]+){2,}")
# Two can be an accent and a slip.
FEWEST_DECKED = 3
_DECORATION = re.compile("[\u0300-\u036f]+")
_ALL_DECORATION = members("\u0300-\u036f")
_STRUCK_OUT = re.compile("[\u0334-\u0338]")


def strip_decoration(draft: Draft) -> None:
    """Take marks that no language has off letters and digits, once those that compose have composed."""
    if draft.text.isascii() or draft.characters.isdisjoint(_ALL_DECORATION):
        return

    def plain(found: re.Match[str]) -> str:
        letters = _DECORATION.sub("", found[0])
        if len(letters) >= FEWEST_DECKED and not _STRUCK_OUT.search(found[0]):
            draft.note(Disguise.DECKED, found.span())
        return letters

    draft.rewrite(_DECKED, plain)
