"""Finds people who praise an investment: profits, payouts, and the manager who made them."""

import re
from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion

LONGEST = 1_500
# Of all words. Articles about money are discussed in other words as well.
_DENSE = 0.04
_LETTERS = 6

_WORD = re.compile(
    r"(?<!\w)(?:invest\w{0,6}|trad(?:e|er|ers|ing)|profits?|profitable|withdraw\w{0,5}|returns?|payouts?|brokers?"
    r"|account manager|crypto\w{0,10}|bitcoins?|btc|ethereum|forex|signals?|scam|legit|financial freedom|passive income"
    r"|portfolio|earn\w{0,4}|deposit\w{0,3}|mining|wallet)(?!\w)"
)
_SUM = re.compile(r"[$€£]\s?\d|\d\s?[$€£%]|\d ?(?:usd|btc|eth)(?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`points`; lower them on sites about money."""

    points: float = 1.5


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points where three such words come together, or two and a sum, and are a good part of a short text."""
    text = context.text
    if len(text.raw) > LONGEST:
        return None
    words = {found[0][:_LETTERS]: found for found in _WORD.finditer(text.normal)}
    enough = len(words) + (_SUM.search(text.normal) is not None) >= 3 and len(words) > 1
    if not enough or len(words) < _DENSE * len(text.words):
        return None
    said = ", ".join(f"“{found[0]}”" for found in list(words.values())[:3])
    first = next(iter(words.values()))
    return Opinion(points=options.points, reason=f"Praises an investment: {said}.", span=text.raw_span(first.span()))
