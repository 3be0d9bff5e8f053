"""Decisions on campaigns that were begun and have not reached the last copy yet."""

import sqlalchemy as sa
from alembic import op

revision = "0011_0006"
down_revision = "0010_0006"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "unfinished_decisions",
        sa.Column("campaign", sa.String(length=36), nullable=False),
        sa.Column("site", sa.String(length=63), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=False),
        sa.Column("before", sa.String(length=8), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("campaign", "site", name=op.f("pk_unfinished_decisions")),
    )
