"""How an author's earlier comments ended is read from an index alone, without a look at the comments."""

from service.storage.migrations.online import index_beside_writers

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the index."""
    columns = ["site", "author_key", "received_at", "status", "address_key"]
    index_beside_writers("ix_comments_author_endings", "comments", columns)
