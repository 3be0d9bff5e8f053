"""Finds letters that are meant to be read by people and missed by filters."""

from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.text import Disguise
from service.domain.verdict import Opinion

MOST_POINTS = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Points are multiplied by `strictness`; 0.5 suits sites where people play with letters."""

    strictness: float = 1.0


# For one such place, and for two or more. One mixed word can be a slip of the keyboard.
_POINTS = {
    Disguise.STYLED: (3.0, 3.0),
    Disguise.LOOKALIKE: (1.0, 2.5),
    Disguise.HIDDEN: (1.25, 2.5),
    Disguise.SPACED: (1.5, 2.0),
    Disguise.ENTITY: (1.0, 2.5),
}
_WORDS = {
    Disguise.STYLED: "mathematical, full-width or enclosed letters",
    Disguise.LOOKALIKE: "words that mix scripts",
    Disguise.HIDDEN: "invisible characters inside words",
    Disguise.SPACED: "s p a c e d - o u t words",
    Disguise.ENTITY: "letters written as HTML codes",
}


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points by kind of disguise, from what the normal form had to take off."""
    text = context.text
    places = {kind: text.unmasked_as(kind) for kind in _POINTS}
    worn = {kind: spans for kind, spans in places.items() if spans}
    if not worn:
        return None
    points = sum(_POINTS[kind][len(spans) > 1] for kind, spans in worn.items())
    first = min(spans[0] for spans in worn.values())
    kinds = ", ".join(f"{_WORDS[kind]} ({len(spans)})" for kind, spans in worn.items())
    return Opinion(
        points=min(points, MOST_POINTS) * options.strictness,
        reason=f"Written so that filters do not see it: {kinds}.",
        span=first,
    )
