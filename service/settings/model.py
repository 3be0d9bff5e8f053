"""What can be set. docs/operations.md has a heading for each; a test compares the two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from service.domain.policy import Policy
from service.domain.site import Site
from service.domain.windows import Window, windows


class SettingsError(Exception):
    """One or more settings are wrong. The message names all of them and what to do."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("Rejoinder cannot start with these settings:\n" + "\n".join(f"  - {one}" for one in mistakes))
        self.mistakes = tuple(mistakes)

    def __reduce__(self) -> tuple[type["SettingsError"], tuple[tuple[str, ...]]]:
        return type(self), (self.mistakes,)  # pickled with what it was made of, and not with its message


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How often one client address may do what."""

    enabled: bool = True
    submit: tuple[Window, ...] = windows("20 per minute; 200 per hour")
    read: tuple[Window, ...] = windows("600 per minute")
    sign_in: tuple[Window, ...] = windows("10 per minute")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebServer:
    """Where the web server listens, with how many processes and threads in each."""

    host: str = "127.0.0.1"
    port: int = 8080
    workers: int = 2
    threads: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set, checked. Relative paths in the file are relative to the file."""

    home: Path
    config: Path
    database_url: str
    redis_url: str
    public_url: str
    trusted_proxies: int
    log_format: str
    secret_key: bytes = field(repr=False)
    web: WebServer = WebServer()
    limits: Limits = Limits()
    outbound_allow: frozenset[str] = frozenset()
    full_addresses: bool = False
    policies: Mapping[str, Policy] = field(default_factory=dict)
    sites: Mapping[str, Site] = field(default_factory=dict)
