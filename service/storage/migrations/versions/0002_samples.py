"""What models are taught, snapshots of them, and which version spoke in a verdict."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make models, samples and snapshots; let comments name the version."""
    op.add_column("comments", sa.Column("model_version", sa.Integer(), nullable=True))
    op.create_table(
        "models",
        sa.Column("site", sa.String(length=63), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("site", name=op.f("pk_models")),
    )
    op.create_table(
        "samples",
        sa.Column("site", sa.String(length=63), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("comment", sa.String(length=36), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("takes_back", sa.Integer(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site", "number", name=op.f("pk_samples")),
        sa.UniqueConstraint("site", "takes_back", name=op.f("uq_samples_site")),
    )
    op.create_index("ix_samples_comment", "samples", ["comment"], unique=False)
    op.create_table(
        "snapshots",
        sa.Column("site", sa.String(length=63), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("prior", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site", "version", "prior", name=op.f("pk_snapshots")),
    )
