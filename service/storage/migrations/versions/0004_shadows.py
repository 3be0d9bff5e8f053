"""Keep the verdict of the live policy, and what a policy in shadow said."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns, empty for what was judged before, and an index of the comments where the two differ."""
    op.add_column("comments", sa.Column("verdict", sa.String(length=8), nullable=True))
    op.add_column("comments", sa.Column("shadow_policy", sa.Text(), nullable=True))
    op.add_column("comments", sa.Column("shadow_points", sa.Float(), nullable=True))
    op.add_column("comments", sa.Column("shadow_verdict", sa.String(length=8), nullable=True))
    op.create_index(
        "ix_comments_differing",
        "comments",
        ["site", "received_at", "id"],
        unique=False,
        sqlite_where=sa.text("shadow_verdict != verdict"),
        postgresql_where=sa.text("shadow_verdict != verdict"),
    )
