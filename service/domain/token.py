"""Moderators' tokens: who may do what on which sites."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

EVERY_SITE = "*"


class Verb(StrEnum):
    """What a token allows."""

    READ = "read"
    MODERATE = "moderate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token as stored: its text is known to its holder alone."""

    id: str
    name: str
    sites: frozenset[str]
    verbs: frozenset[Verb]
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None

    def covers(self, site: str) -> bool:
        """Whether the token is for that site."""
        return site in self.sites or EVERY_SITE in self.sites

    def is_valid(self, *, now: datetime) -> bool:
        """Neither revoked nor expired."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)
