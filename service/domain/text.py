"""The normal form of a text, made once and read by every check."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import overload

from service.domain.disguises import (
    decode_entities,
    drop_invisible,
    fold_case,
    fold_styles,
    join_spaced,
    unleet,
)
from service.domain.draft import Disguise, Draft, Span, Unmasked
from service.domain.links import Link, find_links, unmask_links
from service.domain.lookalikes import unmix
from service.domain.marks import compose_marks, strip_decoration
from service.domain.skeletons import skeletons, words_of

__all__ = ["Disguise", "Link", "NormalText", "Unmasked", "normalise"]

# In bytes of UTF-8. Longer bodies are refused at the edge; this keeps the cost bounded whoever asks.
LONGEST_TEXT = 80_000

_ORDER = (
    decode_entities,
    drop_invisible,
    compose_marks,
    strip_decoration,
    fold_styles,
    unmix,
    join_spaced,
    unmask_links,
    fold_case,
    unleet,
)


@dataclass(frozen=True, kw_only=True)
class NormalText:
    """A text as a reader would hear it, beside the text as it was sent.

    Its words are parted when somebody asks for them first: most parts of long texts are asked for nothing.
    """

    raw: str
    normal: str
    links: tuple[Link, ...] = ()
    unmasked: tuple[Unmasked, ...] = ()
    starts: Sequence[int] = field(default=(), repr=False, compare=False)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words in their order; of scripts that are written without spaces, whole runs."""
        return tuple(word.strip("'") for word in self._parted[0])

    @cached_property
    def spoken(self) -> str:
        """All words between single spaces, with one at either end: `" two words "` is found in it as a substring."""
        return f" {' '.join(self.words)} "

    @cached_property
    def skeleton_words(self) -> list[str]:
        """The skeletons of the words as the eye parts them, in their order."""
        return skeletons(self._parted[1])

    @cached_property
    def skeletons(self) -> str:
        """These between single spaces."""
        return f" {' '.join(self.skeleton_words)} "

    @cached_property
    def seen_words(self) -> frozenset[str]:
        """The different ones among them."""
        return frozenset(self.skeleton_words)

    @cached_property
    def _parted(self) -> tuple[list[str], list[str]]:
        return words_of(self.normal)

    @property
    def unread(self) -> bool:
        """Whether the end was not read, as the text is too long or wears too many disguises."""
        return self.starts[-1] < len(self.raw) if self.starts else False

    def part(self, span: Span) -> "NormalText":
        """The text within `span` of the normal text, as a text of its own; `raw` is what it came from."""
        first, last = self.raw_span(span)
        inside = (one for one in self.links if first <= one.span[0] and one.span[1] <= last)
        worn = (one for one in self.unmasked if first <= one.span[0] and one.span[1] <= last)
        return NormalText(
            raw=self.raw[first:last],
            normal=self.normal[slice(*span)],
            links=tuple(replace(one, span=(one.span[0] - first, one.span[1] - first)) for one in inside),
            unmasked=tuple(replace(one, span=(one.span[0] - first, one.span[1] - first)) for one in worn),
            starts=_Moved(self.starts, span, first),
        )

    def raw_span(self, span: Span) -> Span:
        """The range of the submitted text that `span` of the normal text came from."""
        return self.starts[span[0]], self.starts[span[1]]

    def unmasked_as(self, *kinds: Disguise) -> tuple[Span, ...]:
        """Where disguises of these kinds were taken off, in the submitted text."""
        return tuple(one.span for one in self.unmasked if one.kind in kinds)


def normalise(raw: str) -> NormalText:
    """The normal form of `raw`, in time linear in its length, with every disguise that was taken off."""
    draft = Draft(_as_far_as_read(raw))
    for step in _ORDER:
        step(draft)
        draft.cut()
    end = draft.starts[-1]
    return NormalText(
        raw=raw,
        normal=draft.text,
        links=tuple(find_links(draft)),
        unmasked=tuple(sorted((one for one in draft.unmasked if one.span[1] <= end), key=lambda one: one.span)),
        starts=draft.starts,
    )


class _Moved(Sequence[int]):
    """The places of a part of a text, counted from the part's own beginning, without a copy of all."""

    def __init__(self, starts: Sequence[int], span: Span, first: int) -> None:
        self._starts, self._span, self._first = starts, span, first

    def __len__(self) -> int:
        return self._span[1] - self._span[0] + 1

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> list[int]: ...
    def __getitem__(self, at: int | slice) -> int | list[int]:
        if isinstance(at, slice):
            return [self[one] for one in range(len(self))[at]]
        return self._starts[self._span[0] + range(len(self))[at]] - self._first


def _as_far_as_read(raw: str) -> str:
    if 4 * len(raw) <= LONGEST_TEXT:
        return raw
    encoded = raw.encode("utf-8", "surrogatepass")
    if len(encoded) <= LONGEST_TEXT:
        return raw
    end = next(at for at in range(LONGEST_TEXT, 0, -1) if encoded[at] & 0xC0 != 0x80)
    return encoded[:end].decode("utf-8", "surrogatepass")
