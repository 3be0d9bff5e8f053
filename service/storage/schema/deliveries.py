"""What hosts and subscribers are still to be told, and what judges outside the house are asked."""

from sqlalchemy import Column, Float, Index, Integer, String, Table, Text

from service.storage.schema.columns import Instant, metadata

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("site", String(63), nullable=False),
    Column("target", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("comment", String(36), nullable=False),
    # The comment's id for its one publish delivery, null for notifications.
    Column("publishes", String(36), unique=True),
    Column("event", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("status", String(8), nullable=False),
    Column("version", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_attempt_at", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("last_attempt_at", Instant),
    Column("last_error", Text, nullable=False),
)
_pending = deliveries.c.status == "pending"
Index(
    "ix_deliveries_due",
    deliveries.c.host,
    deliveries.c.next_attempt_at,
    sqlite_where=_pending,
    postgresql_where=_pending,
)
Index("ix_deliveries_comment", deliveries.c.comment)
Index("ix_deliveries_status", deliveries.c.status, deliveries.c.id)

# One row for each subscriber that fails; those that are well have none.
subscribers = Table(
    "subscribers",
    metadata,
    Column("site", String(63), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("failing_since", Instant, nullable=False),
    Column("failed_at", Instant, nullable=False),
    Column("off_since", Instant),
)

# One row a host that deliveries go to: who works on it holds the lease, so requests to one host never overlap.
hosts = Table(
    "hosts",
    metadata,
    Column("host", Text, primary_key=True),
    Column("holder", String(36)),
    Column("lease_until", Instant),
    Column("unreachable_since", Instant),
    # The host asked for time (`Retry-After`). Both ends, so that a clock that steps back makes no rest longer.
    Column("rests_from", Instant),
    Column("rests_until", Instant),
)

# One row for each comment and each judge outside the house that was asked about it.
questions = Table(
    "questions",
    metadata,
    Column("comment", String(36), primary_key=True),
    Column("judge", String(63), primary_key=True),
    Column("status", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Instant),
    # `ham` or `spam`: what the judge said, and what it was told when a moderator knew better.
    Column("said", String(4)),
    Column("told", String(4)),
    # The webhook id of an answer that was posted, and what it held.
    Column("answer_id", Text, nullable=False),
    Column("points", Float, nullable=False),
    Column("reason", Text, nullable=False),
)
_due = questions.c.due_at.is_not(None)
Index("ix_questions_due", questions.c.due_at, sqlite_where=_due, postgresql_where=_due)
