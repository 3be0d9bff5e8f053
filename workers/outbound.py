"""The only door for HTTP out of the house."""

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationParseError,
    NewConnectionError,
    ReadTimeoutError,
)
from urllib3.util import Timeout, Url, parse_url

from service.domain.delivery import DeliveryFailed, Failure
from workers import punctual
from workers.addresses import Resolve, checked_addresses, resolve
from workers.shown import shown

TIMEOUT_SECONDS = 10.0
BODY_BYTES = 1024 * 1024
AGENT = "Rejoinder"
_PORTS = {"http": 80, "https": 443}
_KEPT_HOSTS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the other side said. Header names are lower case; the body is cut at the size cap."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Outbound(Protocol):
    """Sends one request to a checked address, follows no redirect, and gives up when all of it takes too long."""

    def request(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        """The answer to one request, whatever its status; `DeliveryFailed` when there was none."""
        ...


class GuardedOutbound:
    """The real door, for all threads of one process. No proxy from the environment, no cookie, no second try.

    `allow` holds `host:port` of the operator's own network that requests may go to. One host is asked `at_once` by so
    many threads. A name is resolved once for each
    request, all its addresses are checked, and the connection goes to a checked address: a name that changes its
    answer in between gains nothing.
    """

    def __init__(
        self,
        *,
        allow: Collection[str] = (),
        timeout: float = TIMEOUT_SECONDS,
        at_once: int = 1,
        resolve: Resolve = resolve,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._allow = frozenset(place.lower() for place in allow)
        self._timeout = timeout
        self._resolve = resolve
        self._monotonic = monotonic
        self._pools = punctual.pools(kept_hosts=_KEPT_HOSTS, kept_each=at_once)

    def request(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        """The answer to one request, whatever its status; `DeliveryFailed` when there was none."""
        target = parsed(url)
        host, port = place_of(target)
        deadline = self._monotonic() + self._timeout
        sent = {"user-agent": AGENT, "accept-encoding": "identity", **(headers or {}), "host": target.netloc or host}
        with _as_failures(target):
            addresses = checked_addresses(host, port, allow=self._allow, resolve=self._resolve)
            for address in addresses[:-1]:
                try:
                    return self._ask(method, target, address, headers=sent, body=body, deadline=deadline)
                except (NewConnectionError, ConnectTimeoutError):
                    continue
            return self._ask(method, target, addresses[-1], headers=sent, body=body, deadline=deadline)

    def close(self) -> None:
        """Close the connections that are kept for the next request."""
        self._pools.clear()

    def _ask(
        self, method: str, target: Url, address: str, *, headers: Mapping[str, str], body: bytes | None, deadline: float
    ) -> Answer:
        pool = self._pools.connection_from_host(
            address, port=target.port, scheme=target.scheme, pool_kwargs=_certificate_name(target)
        )
        response = pool.urlopen(
            method,
            target.request_uri,
            body=body,
            headers=headers,
            redirect=False,
            retries=False,
            timeout=Timeout(total=max(deadline - self._monotonic(), 0.001)),
            preload_content=False,
        )
        try:
            return _read(response)
        finally:
            # A body that was not read to its end would be taken for the next answer; closing is harmless otherwise.
            if not response.closed:
                response.close()
            response.release_conn()


def _read(response: urllib3.BaseHTTPResponse) -> Answer:
    body = bytearray()
    while len(body) < BODY_BYTES and (chunk := response.read1(64 * 1024)):
        body += chunk
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(status=response.status, headers=headers, body=bytes(body[:BODY_BYTES]))


def place_of(target: Url) -> tuple[str, int]:
    """Host and port that a request goes to."""
    return str(target.host).strip("[]"), target.port or _PORTS[str(target.scheme)]


def parsed(url: str) -> Url:
    """The parts of an address that requests can go to. Raises `DeliveryFailed`."""
    try:
        target = parse_url(url)
    except LocationParseError:
        raise DeliveryFailed(
            f"{shown(url)!r} is not a web address. Correct it and retry.", failure=Failure.PERMANENT
        ) from None
    if target.scheme not in _PORTS or not target.host:
        raise DeliveryFailed(f"{shown(url)!r} does not begin with http:// or https://.", failure=Failure.PERMANENT)
    if target.auth is not None:
        # The address is not repeated, because of the password in it.
        raise DeliveryFailed("User and password do not belong into a web address.", failure=Failure.PERMANENT)
    return target


def _certificate_name(target: Url) -> dict[str, str]:
    """What keeps TLS on the name, although the connection goes to an address."""
    if target.scheme == "http":
        return {}
    name = str(target.host).strip("[]")
    return {"server_hostname": name, "assert_hostname": name}


@contextmanager
def _as_failures(target: Url) -> Iterator[None]:
    try:
        yield
    except ReadTimeoutError as error:
        raise DeliveryFailed(f"{target.netloc} did not answer in time.", failure=Failure.UNREACHABLE) from error
    except HTTPError as error:
        # urllib3 puts its own objects before the reason, and the cause last.
        reason = str(error.args[-1] if error.args else error).rpartition(": ")[2] or type(error).__name__
        raise DeliveryFailed(f"{target.netloc} did not answer: {reason}", failure=Failure.UNREACHABLE) from error
