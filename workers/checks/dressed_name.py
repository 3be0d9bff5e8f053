"""Finds single words whose letters are drawn in two ways, or are framed one by one: `𝘼LEXIS77`, `【W】【I】【N】`."""

import re
from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.text import Disguise, NormalText
from service.domain.verdict import Opinion

_DRAWN = "\U0001d400-\U0001d7ff\U0001f110-\U0001f129\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189ᴀ-ᴢ"
_WIDE = "０-９Ａ-Ｚａ-ｚ"
# Full-width letters beside these are everyday typography.
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ANY = re.compile(f"[{_DRAWN}]")
_ANY_OR_WIDE = re.compile(f"[{_DRAWN}{_WIDE}]")
# Shorter ones are formulas: `𝑛th`, `x𝟐`.
_WORD = re.compile("[\\w\U0001f110-\U0001f189\ufe0f-]{4,40}")
_PLAIN = re.compile("[A-Za-z0-9Ѐ-ӿ]")
_APART = re.compile(f"[{_DRAWN}](?:[-,.·|/ ]{{1,2}}[{_DRAWN}]){{3,40}}")
_SQUARED = re.compile("(?:[\U0001f170-\U0001f189]\ufe0f?){3,40}")
# A frame that ends where another one begins: where there is none, there are no three of them.
_TWO_FRAMES = re.compile(r"[】」》\])}](?=[【「《\[({])")
_FRAMED = re.compile(r"(?:【\w】|「\w」|《\w》|\[\w\]|\(\w\)|\{\w\}){3,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`points` for such a word."""

    points: float = 2.0


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for such a word, unless whole words in odd letters were found already."""
    text = context.text
    span = None if text.unmasked_as(Disguise.STYLED) else _span(text)
    if span is None:
        return None
    reason = f"A word dressed up so that filters do not see it: “{text.raw[slice(*span)]}”."
    return Opinion(points=options.points, reason=reason, span=span)


def _span(text: NormalText) -> tuple[int, int] | None:
    framed = _FRAMED.search(text.raw) if _TWO_FRAMES.search(text.raw) else None
    if framed or text.raw.isascii():
        return framed and framed.span()
    if not _ANY_OR_WIDE.search(text.raw):
        return None
    found = _SQUARED.search(text.raw) or _APART.search(text.raw)
    return found.span() if found else _mixed(text.raw)


def _mixed(raw: str) -> tuple[int, int] | None:
    odd = _ANY if _EAST_ASIAN.search(raw) else _ANY_OR_WIDE
    if not odd.search(raw):
        return None
    words = (found for found in _WORD.finditer(raw) if odd.search(found[0]) and _PLAIN.search(found[0]))
    return next((found.span() for found in words), None)
