"""Publish a site's comments again: its host has lost them."""

from service.domain.delivery import DeliveryKind
from service.services import Services
from service.storage import deliveries, hosts


def republish(services: Services, site: str) -> int:
    """Make everything that was published due at once; how many comments these are. The sweeper finds them.

    The host is asked although it wanted a pause.
    """
    with services.database.begin() as tx:
        revived = deliveries.revive_publications(tx, site, now=services.clock())
        asked = deliveries.hosts_of(tx, site, DeliveryKind.PUBLISH)
    with services.database.begin() as tx:
        hosts.wake(tx, asked)
    return revived
