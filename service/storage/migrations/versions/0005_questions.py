"""Questions to judges outside the house."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make questions."""
    op.create_table(
        "questions",
        sa.Column("comment", sa.String(length=36), nullable=False),
        sa.Column("judge", sa.String(length=63), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("said", sa.String(length=4), nullable=True),
        sa.Column("told", sa.String(length=4), nullable=True),
        sa.Column("answer_id", sa.Text(), nullable=False),
        sa.Column("points", sa.Float(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("comment", "judge", name=op.f("pk_questions")),
    )
    op.create_index(
        "ix_questions_due",
        "questions",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
