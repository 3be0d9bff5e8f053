"""The normal form of a text, made once and read by every check."""

import re
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
from service.domain.skeletons import WORD, skeletons

__all__ = ["Disguise", "Link", "NormalText", "Unmasked", "normalise"]

# In code points. Longer bodies are refused at the edge; this keeps the cost bounded whoever asks.
LONGEST_TEXT = 65_536

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
    skeletons.
    """

    raw: str
    normal: str
    words: tuple[str, ...] = ()
    spoken: str = " "
    skeletons: str = " "
    links: tuple[Link, ...] = ()
    unmasked: tuple[Unmasked, ...] = ()
    starts: Sequence[int] = field(default=(), repr=False, compare=False)

    def raw_span(self, span: Span) -> Span:
        """The range of the submitted text that `span` of the normal text came from."""
        return self.starts[span[0]], self.starts[span[1]]

    def unmasked_as(self, *kinds: Disguise) -> tuple[Span, ...]:
        """Where disguises of these kinds were taken off, in the submitted text."""
        return tuple(one.span for one in self.unmasked if one.kind in kinds)


_WORD = re.compile(WORD)


def normalise(raw: str) -> NormalText:
    """The normal form of `raw`, in time linear in its length, with every disguise that was taken off."""
    draft = Draft(raw[:LONGEST_TEXT])
    for step in _ORDER:
        step(draft)
    words = [word.strip("'") for word in _WORD.findall(draft.text.replace("’", "'"))]
    spoken = " ".join(words)
    return NormalText(
        raw=raw,
        normal=draft.text,
        words=tuple(words),
        spoken=f" {spoken} ",
        skeletons=skeletons(draft.text),
        links=tuple(find_links(draft)),
        unmasked=tuple(sorted(draft.unmasked, key=lambda one: one.span)),
        starts=draft.starts,
    )
