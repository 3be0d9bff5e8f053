"""Finds invitations to go on in a messenger, where no moderator reads along."""

import re
from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion
from workers.near import literally, matches

_MESSENGER = (
    r"(?:whats ?app|telegram|телеграм\w{0,3}|тг|viber|skype|signal|wechat|weixin|微信|kakao\w{0,4}|line id|discord)"
)
_HANDLE = r"(?:@\w{3,32}|\+?\d[\d ().-]{6,20}\d|(?:id ?)?[:：] ?[@\w]{4,32})"
_CONTACT = re.compile(
    rf"(?<!\w){_MESSENGER}[^\n]{{0,25}}?{_HANDLE}"
    r"|(?<![\w.])(?:t\.me|wa\.me|telegram\.me|chat\.whatsapp\.com|line\.me|discord\.gg)/\w"
    r"|加(?:微信|v信|薇信|q群|qq|v)[^\n]{0,6}[a-z0-9_-]{4,40}"
)
# Every such text holds one of these, and is no longer.
_HINTS = literally(
    *("whats", "telegram", "телеграм", "тг", "viber", "skype", "signal", "wechat", "weixin", "微信", "kakao", "line"),
    *("discord", "t.me", "wa.me", "加v", "加薇信", "加q"),
)
_REACH = 100
# A number or an account stands in all of them, or a link.
_HANDLED = re.compile(r"[@\d:：/加]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`points` hold a comment by default; lower them where readers exchange contacts."""

    points: float = 2.0


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for a messenger's name with a number or handle after it, or a link into one."""
    text = context.text
    handled = _HANDLED.search(text.normal)
    found = next(matches(_CONTACT, text.normal, _HINTS, reach=_REACH), None) if handled else None
    if found is None:
        return None
    reason = f"Gives a contact in a messenger: “{' '.join(found[0].split())}”."
    return Opinion(points=options.points, reason=reason, span=text.raw_span(found.span()))
