"""Finds services that are paid for by text message: `txt WIN to 80182`, `150p/msg`."""

import re
from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion
from workers.near import by, literally, matches

_PREMIUM = re.compile(
    r"(?<!\w)(?:txt|text|send|reply|sms)\b[^\n.]{0,40}?\b(?:to|2):? ?(?:no:? ?)?\d{4,6}(?!\d)"
    r"|(?<![\w.:])\d{2,3} ?p(?: ?(?:/|per|\.)? ?(?:msg|sms|min|text|txt|minute|message|m|pm)(?!\w))"
    r"|(?<!\w)(?:msgs?|sms|txts?|calls?)@?(?: cost)? ?[£€$]?\d{2,3} ?p(?!\w)"
    r"|(?<!\w)(?:reply|text|txt) (?:with )?(?:the (?:key)?word|stop|yes|end|out(?!\w)|your|ur|name)"
    r"|[£€$]\d{1,2}(?:\.\d\d)? ?(?:/|per) ?(?:wk|week|msg|min|text|txt)(?!\w)"
    r"|(?<!\w)(?:std|standard|network|national) (?:txt |text |network )?rates?(?!\w)"
)

# Every such text holds one of these, and is no longer.
_HINTS = by(re.compile(r"\d")), *literally("reply", "text", "txt", "rate")
_REACH = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`points` for a short number to write to, or the price of a message or a minute."""

    points: float = 1.5


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for a short number to write to, or the price of a message."""
    text = context.text
    found = next(matches(_PREMIUM, text.normal, _HINTS, reach=_REACH), None)
    if found is None:
        return None
    reason = f"A service that is paid for by message: “{' '.join(found[0].split())}”."
    return Opinion(points=options.points, reason=reason, span=text.raw_span(found.span()))
