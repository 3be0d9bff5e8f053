"""What an operator watches: how much waits, and since when."""

from dataclasses import dataclass

from service.domain.comment import Status
from service.domain.delivery import DeliveryStatus
from service.services import Services
from service.storage import figures, hosts


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Comments that wait for the judge and for a moderator, deliveries that wait or are dead, hosts that are away."""

    received: int
    held: int
    oldest_seconds: float
    pending: int
    dead: int
    unreachable: int


def read(services: Services) -> Figures:
    """The figures of this moment."""
    sites = list(services.settings.sites)
    with services.database.read() as tx:
        oldest = figures.oldest_received(tx)
        return Figures(
            received=figures.waiting(tx, Status.RECEIVED, sites=sites),
            held=figures.waiting(tx, Status.HELD, sites=sites),
            oldest_seconds=(services.clock() - oldest).total_seconds() if oldest else 0.0,
            pending=figures.deliveries_in(tx, DeliveryStatus.PENDING),
            dead=figures.deliveries_in(tx, DeliveryStatus.DEAD),
            unreachable=len(hosts.unreachable(tx)),
        )
