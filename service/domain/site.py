"""A host site as configured: where it lives, how it judges, where its comments go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from urllib.parse import urlsplit

from service.domain.policy import Options, Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherSettings:
    """Which publisher a site uses, and that publisher's own options (secrets already read)."""

    kind: str
    options: Options = field(default_factory=dict)

    def host(self, site: str) -> str:
        """What its deliveries share: the `host[:port]` they go to, or a name of our own where that is no address."""
        return urlsplit(str(self.options.get("url", ""))).netloc or f"{self.kind}:{site}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """Somebody who is told of every status change by signed webhook. `secret` is `whsec_` and base64."""

    name: str
    url: str
    secret: str = field(repr=False)

    @property
    def host(self) -> str:
        """The `host[:port]` that its deliveries go to."""
        return urlsplit(self.url).netloc


class Ask(StrEnum):
    """When a judge outside the house is asked: each call costs money, and local points may have decided already."""

    UNLESS_SPAM = "unless_spam"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeSettings:
    """A judge outside the house that a site asks, and that judge's own options (secrets already read)."""

    name: str
    ask: Ask = Ask.UNLESS_SPAM
    options: Options = field(default_factory=dict)

    def host(self, site: str) -> str:
        """What feedback to it goes to: a `host[:port]`, or a name of our own where its address is built in."""
        return urlsplit(str(self.options.get("url", ""))).netloc or f"{self.name}:{site}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One host site. `origins` are `scheme://host[:port]` that pages lie on and browsers post from.

    `shadow` is a policy that judges beside `policy`, without effect.
    """

    name: str
    origins: tuple[str, ...]
    return_urls: tuple[str, ...] = ()
    policy: Policy = field(default_factory=Policy)
    shadow: Policy | None = None
    publisher: PublisherSettings | None = None
    subscribers: tuple[Subscriber, ...] = ()
    judges: Mapping[str, JudgeSettings] = field(default_factory=dict)

    def owns(self, url: str) -> bool:
        """Whether `url` lies on one of the site's origins."""
        return origin_of(url) in self.origins

    def may_return_to(self, url: str) -> bool:
        """Whether a form may send the reader's browser to `url`: listed exactly, or a page of the site."""
        return url in self.return_urls or self.owns(url)

    def subscriber(self, name: str) -> Subscriber | None:
        """The subscriber of that name, none when it is no longer configured."""
        return next((one for one in self.subscribers if one.name == name), None)


_DEFAULT_PORTS = {"http": 80, "https": 443}


@lru_cache(maxsize=1024)  # each request asks of the same few addresses, some of them twice
def origin_of(url: str) -> str | None:
    """`scheme://host[:port]` of an http(s) URL as browsers write it in Origin; none when it has none."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or parts.username is not None:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    suffix = "" if port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{host}{suffix}"
