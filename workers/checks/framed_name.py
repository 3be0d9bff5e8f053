"""Finds names that are set between two of the same emoji, so that readers notice and remember them: `🚩Weton88🚩`."""

import re
from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion
from workers.near import by, matches

LEAST_CAPITALS = 6

_EMOJI = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b06-\u2b1b]"
# Words in capitals, or with a number. What people shout between emoji has more than one word, or is shorter.
_NAME = r"(?:(?:[A-Z0-9] ){3,20}[A-Z0-9]|[A-Za-z]{3,30}[ -]?)[\d.]{0,6}"
_FRAMED = re.compile(
    rf"(?P<before>{_EMOJI})\ufe0f?\s?(?P<name>{_NAME})\s?(?P=before)"
    rf"|(?<!\w)[A-Z]{{3,30}}(?P<inside>{_EMOJI})\ufe0f?[\d.]{{2,5}}(?P=inside)"
)

# Every such name holds one of them, and is no longer.
_HINTS = (by(re.compile(_EMOJI)),)
_REACH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`points` for such a name."""

    points: float = 1.5


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for a name in capitals or with a number between two of the same emoji."""
    raw = context.text.raw
    if raw.isascii():
        return None
    found = next((one for one in matches(_FRAMED, raw, _HINTS, reach=_REACH) if _is_name(one["name"])), None)
    if found is None:
        return None
    reason = f"A name set between two of the same emoji, as advertisements are: “{found[0]}”."
    return Opinion(points=options.points, reason=reason, span=found.span())


def _is_name(name: str | None) -> bool:
    """Whether it is in capitals or has a number. Without a name the number itself was framed."""
    return name is None or name[-1].isdigit() or (name.isupper() and len(name) >= LEAST_CAPITALS)
