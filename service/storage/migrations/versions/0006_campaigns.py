"""Campaigns: sketches of texts, what finds them again, and what moderators decided on a whole campaign."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make four tables, and let the history tell a decision on a campaign."""
    _sketches()
    op.create_table(
        "campaigns",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
    )
    op.create_table(
        "campaign_decisions",
        sa.Column("campaign", sa.String(length=36), nullable=False),
        sa.Column("site", sa.String(length=63), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("campaign", "site", name=op.f("pk_campaign_decisions")),
    )
    op.add_column("history", sa.Column("campaign", sa.String(length=36), nullable=True))
    op.add_column("history", sa.Column("teaching", sa.String(length=8), nullable=False, server_default="learn"))


def _sketches() -> None:
    op.create_table(
        "sketches",
        sa.Column("comment", sa.String(length=36), nullable=False),
        sa.Column("site", sa.String(length=63), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("campaign", sa.String(length=36), nullable=True),
        sa.Column("bins", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("comment", name=op.f("pk_sketches")),
    )
    op.create_index(
        "ix_sketches_campaign",
        "sketches",
        ["campaign", "received_at", "comment"],
        unique=False,
        sqlite_where=sa.text("campaign IS NOT NULL"),
        postgresql_where=sa.text("campaign IS NOT NULL"),
    )
    op.create_index(
        "ix_sketches_kept",
        "sketches",
        ["received_at"],
        unique=False,
        sqlite_where=sa.text("bins IS NOT NULL"),
        postgresql_where=sa.text("bins IS NOT NULL"),
    )
    op.create_table(
        "bands",
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("received_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("comment", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("band", "received_at", "comment", name=op.f("pk_bands")),
        sqlite_with_rowid=False,
    )
