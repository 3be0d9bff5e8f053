"""Hosts that asked for time: from when until when nothing is sent to them."""

import sqlalchemy as sa
from alembic import op

revision = "0010_0006"
down_revision = "0009_0006"


def upgrade() -> None:
    """Add the two times."""
    op.add_column("hosts", sa.Column("rests_from", sa.BigInteger(), nullable=True))
    op.add_column("hosts", sa.Column("rests_until", sa.BigInteger(), nullable=True))
