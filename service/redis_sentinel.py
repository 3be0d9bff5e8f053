"""A queue that another server stands in for when it is lost: Sentinels say, at each new connection, which one it is."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, unquote, urlsplit

if TYPE_CHECKING:
    from redis.sentinel import SentinelConnectionPool

SCHEME = "redis+sentinel"
FORM = f"{SCHEME}://sentinel1:26379,sentinel2:26379,sentinel3:26379/NAME/0"
_PORT = 26379


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What the Sentinels watch: the group's name, and how to log in to its servers. Sentinels are asked without."""

    sentinels: tuple[tuple[str, int], ...]
    name: str
    database: int
    username: str | None
    password: str | None


def is_watched(url: str) -> bool:
    """Whether the address is that of Sentinels."""
    return url.startswith(f"{SCHEME}://")


def parse(url: str) -> Watched:
    """What the address says. Raises `ValueError` if it is none."""
    parts = urlsplit(url)
    name, _, database = parts.path.removeprefix("/").partition("/")
    if not name or parts.query or parts.fragment:
        raise ValueError("no name")
    login, _, hosts = parts.netloc.rpartition("@")
    username, _, password = login.partition(":")
    return Watched(
        sentinels=tuple(_place(one) for one in hosts.split(",")),
        name=unquote(name),
        database=int(database or 0),
        username=unquote(username) or None,
        password=unquote(password) or None,
    )


def pool(url: str, **options: Any) -> "SentinelConnectionPool":
    """Connections to whichever server is in charge; `options` are for them and for asking the Sentinels alike."""
    from redis.sentinel import Sentinel, SentinelConnectionPool  # noqa: PLC0415 - few have Sentinels

    watched = parse(url)
    sentinels = Sentinel(watched.sentinels, sentinel_kwargs=options)  # type: ignore[no-untyped-call]
    return SentinelConnectionPool(  # type: ignore[no-untyped-call]
        watched.name,
        sentinels,
        db=watched.database,
        username=watched.username,
        password=watched.password,
        **options,
    )


def _place(written: str) -> tuple[str, int]:
    place = SplitResult("", written, "", "", "")
    if not place.hostname:
        raise ValueError("no host")
    return place.hostname, _PORT if place.port is None else place.port
