"""The tables. Instants are whole microseconds since 1970 UTC, so that both databases compare them alike."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Dialect,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def microseconds(time: timedelta) -> int:
    """A time as instants differ by it where they are stored."""
    return time // _MICROSECOND


class Instant(TypeDecorator[datetime]):
    """An aware datetime, stored as microseconds since 1970 UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """What is stored."""
        return None if value is None else microseconds(value - _EPOCH)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """What was stored."""
        return None if value is None else _EPOCH + value * _MICROSECOND


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

comments = Table(
    "comments",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("site", String(63), nullable=False),
    Column("page", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("host_post", BigInteger),
    Column("parent", String(36)),
    Column("name", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("status", String(8), nullable=False),
    Column("version", Integer, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("published_at", Instant),
    Column("remote_id", Text),
    Column("points", Float),
    Column("evidence", Text, nullable=False),
    Column("verdict", String(8)),
    Column("shadow_policy", Text),
    Column("shadow_points", Float),
    Column("shadow_verdict", String(8)),
    # Which version of the site's model spoke in the verdict; null where none did.
    Column("model_version", Integer),
    Column("author_key", String(32), nullable=False),
    Column("address_key", String(32), nullable=False),
    Column("text_key", String(32), nullable=False),
    # Forgotten after a day, so that the unique index stays as small as a day.
    Column("idempotency_key", Text),
    Column("fingerprint", String(32)),
    # The submission as it came, with email, address and agent; see service/storage/sealed.py.
    Column("sealed", LargeBinary),
    Column("lease_until", Instant),
    Column("claims", Integer, nullable=False),
    UniqueConstraint("site", "idempotency_key"),
)
_waiting = comments.c.status == "received"
_approved = comments.c.status == "approved"
Index("ix_comments_waiting", comments.c.received_at, sqlite_where=_waiting, postgresql_where=_waiting)
Index(
    "ix_comments_thread",
    comments.c.site,
    comments.c.page,
    comments.c.received_at,
    comments.c.id,
    sqlite_where=_approved,
    postgresql_where=_approved,
)
Index("ix_comments_review", comments.c.site, comments.c.status, comments.c.received_at, comments.c.id)
Index("ix_comments_received", comments.c.site, comments.c.received_at)
Index("ix_comments_author", comments.c.site, comments.c.author_key, comments.c.received_at)
Index("ix_comments_address", comments.c.site, comments.c.address_key, comments.c.received_at)
Index("ix_comments_text", comments.c.site, comments.c.text_key, comments.c.received_at)
Index("ix_comments_remote", comments.c.site, comments.c.remote_id)
_keyed = comments.c.idempotency_key.is_not(None)
Index("ix_comments_keyed", comments.c.received_at, sqlite_where=_keyed, postgresql_where=_keyed)

differs = comments.c.shadow_verdict != comments.c.verdict
Index(
    "ix_comments_differing",
    comments.c.site,
    comments.c.received_at,
    comments.c.id,
    sqlite_where=differs,
    postgresql_where=differs,
)

history = Table(
    "history",
    metadata,
    Column("comment", String(36), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", String(16), nullable=False),
    Column("before", String(8), nullable=False),
    Column("after", String(8), nullable=False),
    Column("reason", Text, nullable=False),
    # The campaign that a moderator decided on as a whole; null for a decision on this comment alone.
    Column("campaign", String(36)),
    Column("teaching", String(8), nullable=False, server_default="learn"),
)

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

# One row a host that deliveries go to: who works on it holds the lease, so requests to one host never overlap.
hosts = Table(
    "hosts",
    metadata,
    Column("host", Text, primary_key=True),
    Column("holder", String(36)),
    Column("lease_until", Instant),
    Column("unreachable_since", Instant),
)

# One row a page that ever showed a comment; the version grows with each visible change, and is what ETags are made of.
pages = Table(
    "pages",
    metadata,
    Column("site", String(63), primary_key=True),
    Column("page", Text, primary_key=True),
    Column("version", Integer, nullable=False),
)

# When the first comment of a page came. Not in `pages`, whose rows are locked in an order of their own.
first_comments = Table(
    "first_comments",
    metadata,
    Column("site", String(63), primary_key=True),
    Column("page", Text, primary_key=True),
    Column("at", Instant, nullable=False),
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

# One row a site that was ever taught. The version is the number of the last entry in the site's log: who appends one
# counts it up in the same transaction, so that numbers have no gaps and are committed in their order.
models = Table(
    "models",
    metadata,
    Column("site", String(63), primary_key=True),
    Column("version", Integer, nullable=False),
)

# What each site's model is taught, append-only. The text of a sample is that of its comment.
samples = Table(
    "samples",
    metadata,
    Column("site", String(63), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("comment", String(36)),
    # The evidence of the checks when it was decided: what is learned again later is the very same.
    Column("evidence", Text, nullable=False),
    # Which entry this one takes back: a sample, or a reset.
    Column("takes_back", Integer),
    Column("actor", Text, nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("site", "takes_back"),
)
Index("ix_samples_comment", samples.c.comment)

# Models as bytes, so that not everything has to be learned again. Nothing is lost without them but time.
snapshots = Table(
    "snapshots",
    metadata,
    Column("site", String(63), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("prior", String(64), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("made_at", Instant, nullable=False),
)

# What is kept of a text to find others like it; service/domain/minhash.py. It is forgotten after a while, its comment's
# campaign is not.
sketches = Table(
    "sketches",
    metadata,
    Column("comment", String(36), primary_key=True),
    Column("site", String(63), nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("campaign", String(36)),
    Column("bins", LargeBinary),
)
_grouped = sketches.c.campaign.is_not(None)
_kept = sketches.c.bins.is_not(None)
Index(
    "ix_sketches_campaign",
    sketches.c.campaign,
    sketches.c.received_at,
    sketches.c.comment,
    sqlite_where=_grouped,
    postgresql_where=_grouped,
)
Index("ix_sketches_kept", sketches.c.received_at, sqlite_where=_kept, postgresql_where=_kept)

# Ten rows a sketch, and nothing but an index.
bands = Table(
    "bands",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("received_at", Instant, primary_key=True, autoincrement=False),
    Column("comment", String(36), primary_key=True),
    sqlite_with_rowid=False,
)

campaigns = Table(
    "campaigns",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("began_at", Instant, nullable=False),
    Column("size", Integer, nullable=False),
)

# What the moderators of a site said of a campaign as a whole: it holds for the copies that come later.
campaign_decisions = Table(
    "campaign_decisions",
    metadata,
    Column("campaign", String(36), primary_key=True),
    Column("site", String(63), primary_key=True),
    Column("status", String(8), nullable=False),
    Column("at", Instant, nullable=False),
)
