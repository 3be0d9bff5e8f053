"""Notices a network that posts more than a household does."""

from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion

TEN_MINUTES = 600.0
# A school or an office shares one address, so this alone never holds a comment.
OVER = 0.75
FAR_OVER = 1.25
# Behind a proxy that nobody told us of, everybody comes from the proxy.
_INSIDE = tuple(
    ip_network(one)
    for one in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7", "fe80::/10")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How many other comments one network may have posted within ten minutes and an hour before it counts."""

    per_10_minutes: int = 15
    per_hour: int = 60


def check(submission: Submission, context: Context, options: Options) -> Opinion | None:
    """Points over either limit, more at twice the limit."""
    hour = len(context.by_address)
    recent = sum(seconds < TEN_MINUTES for seconds in context.by_address)
    load = max(recent / max(options.per_10_minutes, 1), hour / max(options.per_hour, 1))
    if load <= 1 or _is_inside(submission.address):
        return None
    reason = f"{recent} other comments came from the same network within ten minutes, {hour} within an hour."
    return Opinion(points=FAR_OVER if load > 2 else OVER, reason=reason)


def _is_inside(address: str) -> bool:
    try:
        known = ip_address(address)
    except ValueError:
        return False
    return any(known in network for network in _INSIDE)
