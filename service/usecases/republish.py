"""Publish a site's comments again: its host has lost them."""

from service.services import Services
from service.storage import deliveries


def republish(services: Services, site: str) -> int:
    """Make everything that was published due at once; how many comments these are. The sweeper finds them."""
    with services.database.begin() as tx:
        return deliveries.revive_publications(tx, site, now=services.clock())
