"""What finds texts that are alike, and the campaigns they make."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table, Text

from service.storage.schema.columns import Instant, metadata

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

# An undo of such a decision, from its beginning to its end: it goes on although whoever began it dies. `undone` is what
# was decided; null where the copies alone tell of it.
unfinished_decisions = Table(
    "unfinished_decisions",
    metadata,
    Column("campaign", String(36), primary_key=True),
    Column("site", String(63), primary_key=True),
    Column("decision", String(16), nullable=False),
    # What had been decided on the campaign until then.
    Column("before", String(8)),
    Column("actor", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
