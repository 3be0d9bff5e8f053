"""The normal form of a text, made once and read by every check."""

from collections.abc import Sequence
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalText:
    """A text as a reader would hear it, beside the text as it was sent.

    `words` of scripts that are written without spaces are whole runs. `spoken` is all words between single spaces,
    with one at either end, so that `" two words "` is found in it as a substring. `skeletons` is the same of the words'
    skeletons, and `seen_words` are the different ones among them.
    """

    raw: str
    normal: str
    words: tuple[str, ...] = ()
    spoken: str = " "
    skeletons: str = " "
    seen_words: frozenset[str] = field(default=frozenset(), repr=False)
    links: tuple[Link, ...] = ()
    unmasked: tuple[Unmasked, ...] = ()
    starts: Sequence[int] = field(default=(), repr=False, compare=False)

    @property
    def unread(self) -> bool:
        """Whether the end was not read, as the text is too long."""
        return self.starts[-1] < len(self.raw) if self.starts else False

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
    whole, seen = words_of(draft.text)
    words = [word.strip("'") for word in whole]
    seen = skeletons(seen)
    return NormalText(
        raw=raw,
        normal=draft.text,
        words=tuple(words),
        spoken=f" {' '.join(words)} ",
        skeletons=f" {' '.join(seen)} ",
        seen_words=frozenset(seen),
        links=tuple(find_links(draft)),
        unmasked=tuple(sorted(draft.unmasked, key=lambda one: one.span)),
        starts=draft.starts,
    )


def _as_far_as_read(raw: str) -> str:
    if 4 * len(raw) <= LONGEST_TEXT:
        return raw
    encoded = raw.encode("utf-8", "surrogatepass")
    if len(encoded) <= LONGEST_TEXT:
        return raw
    end = next(at for at in range(LONGEST_TEXT, 0, -1) if encoded[at] & 0xC0 != 0x80)
    return encoded[:end].decode("utf-8", "surrogatepass")
