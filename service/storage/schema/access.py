"""Who may use the interface for moderators."""

from sqlalchemy import Column, String, Table, Text

from service.storage.schema.columns import Instant, metadata

tokens = Table(
    "tokens",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("digest", String(64), nullable=False, unique=True),
    # Names separated by spaces; `*` is every site.
    Column("sites", Text, nullable=False),
    Column("verbs", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("revoked_at", Instant),
    Column("last_used_at", Instant),
)
