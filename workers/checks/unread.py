"""Holds what is so long or so disguised that it was not read to the end."""

from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`points` hold a comment by default."""

    points: float = 2.0


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points when the normal form does not reach the end of the text."""
    text = context.text
    if not text.unread:
        return None
    reason = f"Only the first {text.starts[-1]:,} of {len(text.raw):,} characters were read."
    return Opinion(points=options.points, reason=reason)
