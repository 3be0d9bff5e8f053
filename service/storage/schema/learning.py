"""What sites' models are taught, and the models."""

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from service.storage.schema.columns import Instant, metadata

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
