"""What is due at a host; of pages with a moment's wait, where so many comments come that there will be more of each.

A page is written whole, so that each write costs as much as the page is long.
"""

from collections.abc import Sequence

from service.domain.delivery import Delivery, DeliveryKind
from service.usecases import deliver
from workers.publishers import PagePublisher
from workers.runtime import Runtime

# More than a judge records at once: they come faster than pages are written. Where fewer do, nobody waits.
MANY = 60
LOOK_AGAIN_SECONDS = 0.1
LOOKS = 3


def due_at(runtime: Runtime, host: str) -> Sequence[Delivery]:
    """The next deliveries to the host."""
    due = deliver.due(runtime.services, host)
    if not (MANY <= len(due) < deliver.BATCH and _writes_pages(runtime, due[0])):
        return due
    _wait_while_more_come(runtime, host, there=len(due))
    return deliver.due(runtime.services, host)


def _wait_while_more_come(runtime: Runtime, host: str, *, there: int) -> None:
    for _ in range(LOOKS):
        runtime.stopping.wait(LOOK_AGAIN_SECONDS)
        now_there = deliver.how_many_due(runtime.services, host)
        if now_there in (there, deliver.BATCH):
            return
        there = now_there


def _writes_pages(runtime: Runtime, delivery: Delivery) -> bool:
    publisher = runtime.publishers.get(delivery.site)
    return delivery.kind is DeliveryKind.PUBLISH and isinstance(publisher, PagePublisher)
