"""Subscribers: since when they answer nothing but failures, and since when they are told nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0009_0006"
down_revision = "0008_0006"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "subscribers",
        sa.Column("site", sa.String(length=63), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("failing_since", sa.BigInteger(), nullable=False),
        sa.Column("failed_at", sa.BigInteger(), nullable=False),
        sa.Column("off_since", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("site", "name", name=op.f("pk_subscribers")),
    )
