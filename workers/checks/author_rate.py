"""Notices an author who posts faster than people write."""

from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion

TEN_MINUTES = 600.0
# Somebody may be in a lively talk, so this alone never holds a comment; a link or a copy besides does.
OVER = 0.75
FAR_OVER = 1.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How many other comments one author may have posted within ten minutes and an hour before it counts."""

    per_10_minutes: int = 5
    per_hour: int = 20


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points over either limit, more at twice the limit."""
    hour = len(context.by_author)
    recent = sum(seconds < TEN_MINUTES for seconds in context.by_author)
    load = max(recent / max(options.per_10_minutes, 1), hour / max(options.per_hour, 1))
    if load <= 1:
        return None
    reason = f"The same author posted {recent} other comments within ten minutes and {hour} within an hour."
    return Opinion(points=FAR_OVER if load > 2 else OVER, reason=reason)
