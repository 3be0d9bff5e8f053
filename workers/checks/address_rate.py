"""Notices a network that posts more than a household does."""

from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion

TEN_MINUTES = 600.0
# A school or an office shares one address, so this alone never holds a comment.
OVER = 1.0
FAR_OVER = 1.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How many other comments one network may have posted within ten minutes and an hour before it counts."""

    per_10_minutes: int = 15
    per_hour: int = 60


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points over either limit, more at twice the limit."""
    hour = len(context.by_address)
    recent = sum(seconds < TEN_MINUTES for seconds in context.by_address)
    load = max(recent / max(options.per_10_minutes, 1), hour / max(options.per_hour, 1))
    if load <= 1:
        return None
    reason = f"{recent} other comments came from the same network within ten minutes, {hour} within an hour."
    return Opinion(points=FAR_OVER if load > 2 else OVER, reason=reason)
