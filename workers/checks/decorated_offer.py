"""Finds offers that are set with emoji all over, as advertisements in messengers are."""

import re
from dataclasses import dataclass
from itertools import islice

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion

_EMOJI = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b06-\u2b1b]"
# Joined and repeated ones are one: laughing a lot is not decoration.
_DECORATION = re.compile(f"{_EMOJI}(?:[\ufe0f\u200d]|{_EMOJI})*")
_OFFER = re.compile(r"(?<![\w.])@[a-z]\w{3,31}|[$€£₽]\s?\d|\d\s?[$€£₽]|\d ?руб|https?:|t\.me/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """From `least` places with emoji on, an offer gets `points`."""

    least: int = 4
    points: float = 2.0


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for emoji in many places around an account, a link or a sum."""
    text = context.text
    if text.raw.isascii():
        return None
    places = sum(1 for _ in islice(_DECORATION.finditer(text.raw), options.least))
    found = _OFFER.search(text.normal) if places >= options.least else None
    if found is None:
        return None
    reason = f"Emoji in {places} places or more around an account, a link or a sum of money."
    return Opinion(points=options.points, reason=reason, span=text.raw_span(found.span()))
