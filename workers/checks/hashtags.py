"""Finds hashtags: who puts them under an article wants to be found, not read."""

import re
from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion

_HASHTAG = re.compile(r"#(?<![\w&/#]#)[^\W\d_]\w{2,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """From `least` different ones on, the comment gets `points`; 0 where readers use them."""

    least: int = 2
    points: float = 0.75


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """A little for several hashtags."""
    text = context.text
    if text.normal.count("#") < options.least:
        return None
    found = {one[0]: one.span() for one in _HASHTAG.finditer(text.normal)}
    if len(found) < options.least:
        return None
    reason = f"{len(found)} hashtags: {', '.join([*found][:3])}."
    return Opinion(points=options.points, reason=reason, span=text.raw_span(next(iter(found.values()))))
