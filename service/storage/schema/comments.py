"""Comments, what became of them, and the pages they are on."""

from sqlalchemy import BigInteger, Column, Float, Index, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from service.storage.schema.columns import Instant, metadata

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
# With how they ended: regulars have thousands, and no row need be fetched to count them.
Index(
    "ix_comments_author_endings",
    comments.c.site,
    comments.c.author_key,
    comments.c.received_at,
    comments.c.status,
    comments.c.address_key,
)
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
