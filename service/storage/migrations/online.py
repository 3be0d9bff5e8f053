"""What migrations do to tables that others write to meanwhile."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from service.storage.database import LOCK_TIMEOUT

_HALF_MADE = sa.text("SELECT 1 FROM pg_index WHERE indexrelid = to_regclass(:name) AND NOT indisvalid")


def index_beside_writers(name: str, table: str, columns: list[str], *, where: str | None = None) -> None:
    """Make an index on a table with rows. It takes a transaction of its own: let the migration do nothing else.

    On PostgreSQL nobody waits for it, and one that was interrupted is made anew. With SQLite the writers wait.
    """
    condition = sa.text(where) if where else None
    options: dict[str, Any] = {"sqlite_where": condition, "postgresql_where": condition}
    context = op.get_context()
    if context.dialect.name != "postgresql":
        op.create_index(name, table, columns, if_not_exists=True, **options)
        return
    with context.autocommit_block():
        op.execute("SET lock_timeout = 0")  # it waits for transactions that began earlier, and holds up nobody
        if not context.as_sql and op.get_bind().execute(_HALF_MADE, {"name": name}).scalar():
            op.drop_index(name, postgresql_concurrently=True)
        op.create_index(name, table, columns, postgresql_concurrently=True, if_not_exists=True, **options)
        op.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
