"""Finds links to places that no reader is sent to openly: bare addresses, names in Unicode, hidden services."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.text import Link
from service.domain.verdict import Opinion

_AUTHORITY = re.compile(r"(?:https?://)?(?P<user>[^/?#]*@)?[^/?#:@]*(?::(?P<port>\d+))?")
MOST_READ = 100
# What developers write about their own machines.
_USUAL_PORTS = frozenset({"80", "443", "3000", "5000", "8000", "8080", "8443", "8888"})
_CODE = re.compile(r"(?<!\w)data:(?:text|image|application)/[\w+.-]+[;,]\S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`points` for the first such link."""

    points: float = 2.0


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for the first link of such a kind."""
    text = context.text
    for link in text.links[:MOST_READ]:
        for kind, holds in _KINDS.items():
            if holds(link):
                return Opinion(points=options.points, reason=f"A link to {kind}: {link.host}.", span=link.span)
    code = _CODE.search(text.normal) if "data:" in text.normal else None
    if code is None:
        return None
    return Opinion(points=options.points, reason="A link that holds a page itself.", span=text.raw_span(code.span()))


def _is_bare(link: Link) -> bool:
    try:
        return IPv4Address(link.host).is_global
    except AddressValueError:
        return False


def _has_odd_port(link: Link) -> bool:
    found = _AUTHORITY.match(link.url)
    port = found and found["port"]
    return bool(port) and port not in _USUAL_PORTS


def _has_user(link: Link) -> bool:
    found = _AUTHORITY.match(link.url)
    return bool(found and found["user"])


_KINDS: dict[str, Callable[[Link], bool]] = {
    "an address without a name": _is_bare,
    "a name in Unicode that can look like another one": lambda link: "xn--" in link.host,
    "a hidden service": lambda link: link.host.endswith(".onion"),
    "a host with another name in front": _has_user,
    "an odd port": _has_odd_port,
}
