"""Where the database, the queue and we ourselves are: read from the environment, and only of kinds that can work.

What is wrong is told without repeating the address, as it may hold a password. The libraries that know addresses are
imported only where one is looked at: whoever was handed settings need not carry them.
"""

from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote, urlsplit

from service import redis_sentinel
from service.domain.site import origin_of
from service.settings.files import UnreadableError, text_of

_DATABASES = ("sqlite", "postgresql", "postgres", "postgresql+psycopg")
_DATABASE_FORMS = "postgresql://user:password@host/database or sqlite:////folder/rejoinder.db"
_QUEUES = ("redis", "rediss", "unix", redis_sentinel.SCHEME)
# Top-level domains that are for private networks (RFC 6762, ICANN) or for nothing but tests and examples (RFC 2606).
_NOT_PUBLIC = ("internal", "lan", "local", "localdomain", "localhost", "arpa", "test", "example", "invalid")
_QUEUE_FORMS = f"redis://host:6379/0, rediss://host:6379/0, unix:///run/valkey.sock or {redis_sentinel.FORM}"


def read_database_url(environ: Mapping[str, str], *, home: Path, mistakes: list[str]) -> str:
    """`DATABASE_URL`, else SQLite in the home."""
    url = _read(environ, "DATABASE_URL", mistakes) or f"sqlite:///{quote(str(home / 'rejoinder.db'))}"
    if wrong := _wrong_database(url):
        mistakes.append(f"DATABASE_URL {wrong}; write {_DATABASE_FORMS}")
    return url


def read_redis_url(environ: Mapping[str, str], *, mistakes: list[str]) -> str:
    """`REDIS_URL`, else the usual port of this machine."""
    url = _read(environ, "REDIS_URL", mistakes) or "redis://127.0.0.1:6379/0"
    if wrong := _wrong_queue(url):
        mistakes.append(f"REDIS_URL {wrong}; write {_QUEUE_FORMS}")
    return url


def read_public_url(environ: Mapping[str, str], *, default: str, mistakes: list[str]) -> str:
    """`REJOINDER_PUBLIC_URL` without a slash at its end, else where the server listens."""
    written = environ.get("REJOINDER_PUBLIC_URL")
    if written and origin_of(written) is None:
        mistakes.append(f"REJOINDER_PUBLIC_URL is {written!r}, but must be like https://comments.example.com")
    url = (written or default).rstrip("/")
    if origin_of(url) and url.startswith("http:") and _is_public(urlsplit(url).hostname or ""):
        mistakes.append(
            f"{url} would send moderators' tokens over the internet in the clear. Put a proxy with TLS before it "
            "(docs/operations.md shows one), and set REJOINDER_PUBLIC_URL to the https:// address"
        )
    return url


def _is_public(host: str) -> bool:
    """Whether the host can be on the internet: a public address, or a name under a domain that is not kept apart."""
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and host.rpartition(".")[2] not in _NOT_PUBLIC


def _read(environ: Mapping[str, str], name: str, mistakes: list[str]) -> str:
    """The variable, or what the file holds that the variable with `_FILE` names."""
    if environ.get(name) or not environ.get(f"{name}_FILE"):
        return environ.get(name, "")
    try:
        return text_of(Path(environ[f"{name}_FILE"])).strip()
    except UnreadableError as error:
        mistakes.append(f"{name}_FILE: cannot read {environ[f'{name}_FILE']} ({error})")
        return ""


def _wrong_database(url: str) -> str:
    from sqlalchemy.engine import make_url  # noqa: PLC0415 - see above
    from sqlalchemy.exc import ArgumentError  # noqa: PLC0415

    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        return "is not the address of a database"
    if parsed.drivername not in _DATABASES:
        return f"names a database of the kind {parsed.drivername!r}, which Rejoinder does not know"
    if parsed.drivername == "sqlite" and parsed.database in (None, "", ":memory:"):
        return "names no file, so that no two processes would see the same comments"
    return ""


def _wrong_queue(url: str) -> str:
    from redis.connection import parse_url  # noqa: PLC0415 - see above

    if url.partition("://")[0] not in _QUEUES:
        return "is not the address of a Redis or Valkey"
    try:
        if redis_sentinel.is_watched(url):
            redis_sentinel.parse(url)
            return ""
        found = parse_url(url)  # type: ignore[no-untyped-call]
    except ValueError:
        return "has a host, a port, a name or a database that cannot be"
    return "" if not url.startswith("unix:") or found.get("path") else "names no socket"
