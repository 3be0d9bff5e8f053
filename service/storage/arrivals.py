"""Arriving comments: the one INSERT that readers wait for, compiled once and run for a whole batch.

Through Core a row costs four times as much, see docs/benchmarks.md.
"""

from collections.abc import Callable, Sequence
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
    """Inserts rows that have exactly `COLUMNS`."""

    def __init__(self, database: Database) -> None:
        dialect = database.engine.dialect
        once = database.insert(comments).on_conflict_do_nothing(index_elements=["site", "idempotency_key"])
        compiled = once.compile(dialect=dialect, column_keys=COLUMNS)
        self._sql, self._order = str(compiled), compiled.positiontup
        types = {name: comments.c[name].type.dialect_impl(dialect) for name in COLUMNS}
        processors = {name: kind.bind_processor(dialect) for name, kind in types.items()}
        self._processors: dict[str, Callable[[Any], Any]] = {name: one for name, one in processors.items() if one}

    def keep(self, tx: Connection, rows: Sequence[Row]) -> list[Outcome]:
        """Insert the rows whose key is new to their site; for each row, what came of it."""
        if rows:
            tx.exec_driver_sql(self._sql, [self._parameters(row) for row in rows])
        return [_outcome(tx, row) if row["idempotency_key"] is not None else Kept() for row in rows]

    def _parameters(self, row: Row) -> Any:
        bound = row | {name: process(row[name]) for name, process in self._processors.items()}
        return tuple(bound[name] for name in self._order) if self._order else bound


def _outcome(tx: Connection, row: Row) -> Outcome:
    same = (comments.c.site == row["site"], comments.c.idempotency_key == row["idempotency_key"])
    found = tx.execute(select(comments.c.id, comments.c.fingerprint).where(*same)).one()
    return Kept() if found.id == row["id"] else KeptBefore(id=found.id, fingerprint=found.fingerprint or "")
