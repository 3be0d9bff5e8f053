"""Look at deliveries, and try a dead letter again."""

from collections.abc import Sequence

from service.domain.delivery import Delivery, DeliveryStatus
from service.domain.errors import NotFound
from service.queue import Work
from service.services import Services
from service.storage import deliveries, hosts


def listed(
    services: Services, *, status: DeliveryStatus, sites: Sequence[str], after: str, limit: int
) -> list[Delivery]:
    """Deliveries of these sites in one status, with ids above `after`."""
    with services.database.read() as tx:
        return deliveries.listed(tx, status=status, sites=sites, after=after, limit=limit)


def get(services: Services, delivery: str) -> Delivery:
    """One delivery. Raises `NotFound`."""
    with services.database.read() as tx:
        return _found(deliveries.get(tx, delivery))


def retry(services: Services, delivery: str) -> Delivery:
    """Make it due at once, dead or not, with the whole retry schedule before it. Raises `NotFound`.

    Its host is asked although it wanted a pause: whoever says so knows better.
    """
    host = get(services, delivery).host
    with services.database.begin() as tx:  # by itself, as workers lock a host before what goes there, or after it
        hosts.wake(tx, [host])
    with services.database.begin() as tx:
        deliveries.revive(tx, delivery, now=services.clock())
        revived = _found(deliveries.get(tx, delivery))
    services.hints.hint(Work.DELIVER)
    return revived


def _found(delivery: Delivery | None) -> Delivery:
    if delivery is None:
        raise NotFound("There is no delivery with this id.")
    return delivery
