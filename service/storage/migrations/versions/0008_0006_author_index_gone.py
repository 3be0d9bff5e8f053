"""The smaller index of the same kind is used no more. Versions that know it miss nothing but time."""

from alembic import op

revision = "0008_0006"
down_revision = "0007"


def upgrade() -> None:
    """Drop it."""
    op.drop_index("ix_comments_author", table_name="comments")
