"""How policies in shadow compare with the live ones, and which of them moderators agreed with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from service.services import Services
from service.storage import shadows
from service.storage.shadows import Count

__all__ = ["Comparison", "Count", "compare"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Counts by site, policy, both verdicts and decision, of comments that came since then."""

    since: datetime
    counts: Sequence[Count]


def compare(services: Services, *, sites: Sequence[str], days: int) -> Comparison:
    """The comparison over the last `days` days."""
    since = services.clock() - timedelta(days=days)
    with services.database.read() as tx:
        return Comparison(since=since, counts=shadows.counts(tx, sites=sites, since=since))
