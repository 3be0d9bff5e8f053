"""Finds telephone numbers: whoever advertises wants to be called."""

import re
from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion

ALONE = 1.0
WITH_REQUEST = 1.75

# Ten to fourteen digits; coordinates and amounts have a point or a comma early on.
_NUMBER = re.compile(
    r"(?<![\w.,:/=$£€#&%-])(?!\d{1,3}[.,]\d{3,}\b)(?:\+|00)?\(?\d(?:[ ().-]{0,2}\d){9,13}(?![\w:/%-]|[.,]\d)"
)
# Quicker to look for: most texts hold no such run of digits.
_DIGITS = re.compile(r"\d(?:[ ().-]{0,2}\d){9}")
_REQUEST = re.compile(
    r"(?<!\w)(?:call|calls?now|txt|text|phone|ring|dial|tel|sms|reply|contact|helpline|hotline|support|claim|landline"
    r"|whats ?app|звони\w{0,4}|телефон\w{0,2}|тел|llama\w{0,4}|ligue|appele\w{0,2}|anruf\w{0,3}|hubungi)(?!\w)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`alone` for a number, `points` where readers are asked to call or write to it."""

    alone: float = ALONE
    points: float = WITH_REQUEST


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for a telephone number, more when the text asks for a call."""
    text = context.text
    found = _NUMBER.search(text.normal) if _DIGITS.search(text.normal) else None
    if found is None:
        return None
    asked = _REQUEST.search(text.normal)
    reason = f"Gives a telephone number{', and asks to use it' if asked else ''}: {found[0].strip()}."
    return Opinion(points=options.points if asked else options.alone, reason=reason, span=text.raw_span(found.span()))
