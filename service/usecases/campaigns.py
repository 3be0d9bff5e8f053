"""What moderators see of a campaign: how far it reaches, and its comments on their sites."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from service.domain.campaign import Membership
from service.domain.comment import Comment, Status
from service.domain.errors import NotFound
from service.services import Services
from service.storage import campaigns, members
from service.storage.members import Reach
from service.storage.paging import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A campaign: `size` and `reach` are those of all sites, `statuses` count the comments on the asked ones.

    Of a large one `reach` and `statuses` are of its newest comments alone, and it is `partly_counted`.
    `decided` is what their moderators said of the whole campaign, by site.
    """

    id: str
    size: int
    reach: Reach
    statuses: Mapping[Status, int]
    decided: Mapping[str, Status]

    @property
    def partly_counted(self) -> bool:
        """Whether there may be more comments than those that were counted."""
        return sum(self.statuses.values()) >= members.MOST_COUNTED

    @property
    def membership(self) -> Membership:
        """What is told with each of its comments."""
        return Membership(id=self.id, size=self.size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Some comments of a campaign, newest first, and where the rest begins."""

    overview: Overview
    comments: Sequence[Comment]
    next: Position | None


def overview(services: Services, campaign: str, *, sites: Sequence[str]) -> Overview:
    """The campaign as a whole. Raises `NotFound` when none of its comments is on these sites."""
    with services.database.read() as tx:
        return _overview(services, tx, campaign, sites)


def listing(services: Services, campaign: str, *, sites: Sequence[str], after: Position | None, limit: int) -> Listing:
    """The campaign with its comments on these sites. Raises `NotFound` when there is none."""
    with services.database.read() as tx:
        whole = _overview(services, tx, campaign, sites)
        found = members.listed(tx, campaign, sites=sites, after=after, limit=limit + 1)
    shown = found[:limit]
    rest = (shown[-1].received_at, shown[-1].id) if len(found) > limit else None
    return Listing(overview=whole, comments=shown, next=rest)


def _overview(services: Services, tx: Connection, campaign: str, sites: Sequence[str]) -> Overview:
    statuses = members.counts(tx, campaign, sites=sites)
    size = campaigns.size(tx, campaign)
    if not statuses or size is None:
        raise NotFound("There is no campaign with this id.")
    said = campaigns.decisions(tx, [campaign], now=services.clock()).get(campaign, {})
    said = {site: status for site, status in said.items() if site in sites}
    return Overview(id=campaign, size=size, reach=members.reach(tx, campaign), statuses=statuses, decided=said)
