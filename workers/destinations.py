"""Where the settings send requests, looked at before the first one is sent.

Names are not asked here: a server must start while the DNS is away. What they lead to is looked at in every attempt.
"""

import socket
from collections.abc import Iterator, Sequence

from service.domain.delivery import DeliveryFailed, Failure
from service.domain.site import Site
from service.settings import Settings
from workers.addresses import checked_addresses
from workers.outbound import parsed, place_of


def forbidden(settings: Settings) -> Iterator[str]:
    """A sentence for each address to which no request will go, as it names a place that is not public."""
    for site in settings.sites.values():
        for where, url in _addresses(site):
            try:
                host, port = place_of(parsed(url))
                checked_addresses(host, port, allow=settings.outbound_allow, resolve=_as_written)
            except DeliveryFailed as refused:
                if refused.failure is Failure.PERMANENT:
                    yield f"{where}: {refused.message}"


def _addresses(site: Site) -> Iterator[tuple[str, str]]:
    for one in site.subscribers:
        yield f"sites.{site.name}.subscribers.{one.name}.url", one.url
    if site.publisher is not None:
        yield from _option(f"sites.{site.name}.publisher", site.publisher.options.get("url"))
    for name, judge in site.judges.items():
        yield from _option(f"sites.{site.name}.judges.{name}", judge.options.get("url"))


def _option(where: str, url: object) -> Iterator[tuple[str, str]]:
    if isinstance(url, str) and url:
        yield f"{where}.url", url


def _as_written(host: str, port: int) -> Sequence[str]:
    """The address that a host is without asking anybody: 127.1 and localhost are ones."""
    if host.lower().rstrip(".").rpartition(".")[2] == "localhost":
        return ("127.0.0.1",)
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    return tuple(str(sockaddr[0]) for *_, sockaddr in found)
