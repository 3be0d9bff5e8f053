"""Which addresses a request from inside the house may go to: public ones, and those the operator allows by name."""

import socket
from collections.abc import Callable, Collection, Sequence
from ipaddress import ip_address, ip_network

from service.domain.delivery import DeliveryFailed, Failure

Resolve = Callable[[str, int], Sequence[str]]

# What `ipaddress` calls global and is not for us. Most are IPv6 addresses with an IPv4 address inside:
# 64:ff9b::a9fe:a9fe and 2002:a9fe:a9fe:: can both end at 169.254.169.254.
_NOT_FOR_US = tuple(
    ip_network(one)
    for one in (
        "192.0.0.0/24",  # protocol assignments, such as the inside of DS-Lite
        "192.88.99.0/24",  # 6to4 relays
        "::/96",  # IPv4-compatible
        "::ffff:0:0/96",  # IPv4-mapped
        "::ffff:0:0:0/96",  # IPv4-translated
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64 for local use
        "2001::/32",  # Teredo
        "2002::/16",  # 6to4
        "fec0::/10",  # site-local, the old private addresses
    )
)


def is_public(address: str) -> bool:
    """Whether `address` is one that anybody on the internet could have."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if parsed.is_multicast or parsed.is_reserved or not parsed.is_global:
        return False
    return not any(parsed in network for network in _NOT_FOR_US)


def resolve(host: str, port: int) -> Sequence[str]:
    """All addresses of `host`, in the order that the system would try them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def checked_addresses(host: str, port: int, *, allow: Collection[str], resolve: Resolve) -> Sequence[str]:
    """The addresses of `host`, when all of them may be connected to.

    One internal address among public ones refuses the host: whoever answers the name chooses which is used.
    """
    try:
        addresses = resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise DeliveryFailed(f"{host} has no address: {error}", failure=Failure.UNREACHABLE) from error
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    refused = [address for address in addresses if not is_public(address)]
    if refused and place not in allow:
        raise DeliveryFailed(
            f"{place} leads to {refused[0]}, which is not a public address. If it is meant, add "
            f'"{place}" to `allow` under [outbound] in rejoinder.toml and retry.',
            failure=Failure.PERMANENT,
        )
    return addresses
