"""Remember when the first comment of each page came."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make first_comments, and fill it from the comments that are there."""
    op.create_table(
        "first_comments",
        sa.Column("site", sa.String(length=63), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site", "page", name=op.f("pk_first_comments")),
    )
    op.execute(
        """
        INSERT INTO first_comments (site, page, at)
        SELECT site, CASE WHEN page = '' THEN '?p=' || host_post ELSE page END, MIN(received_at)
        FROM comments WHERE page <> '' OR host_post IS NOT NULL
        GROUP BY 1, 2
        """
    )
