"""Arriving comments: the one INSERT that readers wait for, written by hand and run for a whole batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from service.storage.database import Database
from service.storage.schema import comments

Row = dict[str, Any]

COLUMNS = (
    *("id", "site", "page", "title", "host_post", "parent", "name", "url", "body", "status", "version"),
    *("received_at", "changed_at", "evidence", "author_key", "address_key", "text_key"),
    *("idempotency_key", "fingerprint", "sealed", "claims"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The row lies safely on disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBefore:
    """The site has a row with this idempotency key already."""

    id: str
    fingerprint: str


Outcome = Kept | KeptBefore


class Arrivals:
    """Inserts rows that have exactly `COLUMNS`, a batch in one statement.

    With a statement a row, the committing thread would let go of the interpreter once a row, and wait for it again.
    """

    def __init__(self, database: Database) -> None:
        dialect = database.engine.dialect
        types = [comments.c[name].type.dialect_impl(dialect) for name in COLUMNS]
        self._columns = [(name, kind.bind_processor(dialect)) for name, kind in zip(COLUMNS, types, strict=True)]
        self._row = f"({', '.join(['?' if dialect.positional else '%s'] * len(COLUMNS))})"

    def keep(self, tx: Connection, rows: Sequence[Row]) -> list[Outcome]:
        """Insert the rows whose key is new to their site; for each row, what came of it."""
        if rows:
            tx.exec_driver_sql(f"{_INSERT} {', '.join([self._row] * len(rows))} {_UNLESS_KEPT}", self._parameters(rows))
        return [_outcome(tx, row) if row["idempotency_key"] is not None else Kept() for row in rows]

    def _parameters(self, rows: Sequence[Row]) -> tuple[Any, ...]:
        return tuple(process(row[name]) if process else row[name] for row in rows for name, process in self._columns)


_INSERT = f"INSERT INTO comments ({', '.join(COLUMNS)}) VALUES"
_UNLESS_KEPT = "ON CONFLICT (site, idempotency_key) DO NOTHING"


def _outcome(tx: Connection, row: Row) -> Outcome:
    same = (comments.c.site == row["site"], comments.c.idempotency_key == row["idempotency_key"])
    found = tx.execute(select(comments.c.id, comments.c.fingerprint).where(*same)).one()
    return Kept() if found.id == row["id"] else KeptBefore(id=found.id, fingerprint=found.fingerprint or "")
