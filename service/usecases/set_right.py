"""Set right what a clock that stepped back has put off."""

from service.services import Services
from service.storage import claims, deliveries, hosts
from service.usecases.deliver import LEASE


def set_right(services: Services) -> None:
    """Let nothing wait for a time that was near before the clock stepped back. Where it did not, nothing changes."""
    now = services.clock()
    with services.database.begin() as tx:
        claims.shorten(tx, now=now)
        hosts.shorten(tx, until=now + LEASE)
        deliveries.make_due_after(tx, now=now)
