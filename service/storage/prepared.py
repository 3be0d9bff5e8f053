"""Statements that run for many rows at once, compiled once a database and given to its driver.

Through Core each row costs several times as much, see docs/benchmarks.md.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Table, Update
from sqlalchemy.dialects import postgresql, sqlite

Row = Mapping[str, Any]


class Prepared:
    """A statement for rows that all have exactly these keys.

    `make` gets what makes an INSERT of the database's own dialect, for `on_conflict_do_nothing`.
    """

    def __init__(self, make: Callable[[Callable[[Table], Any]], Insert | Update], keys: Sequence[str]) -> None:
        self._make = make
        self._keys = tuple(keys)
        self._compiled: dict[str, _Compiled] = {}

    def run(self, tx: Connection, rows: Sequence[Row]) -> None:
        """Run it for each of these rows."""
        if rows:
            compiled = self._compiled.get(tx.dialect.name) or self._compile(tx.dialect)
            tx.exec_driver_sql(compiled.sql, [compiled.parameters(row) for row in rows])

    def _compile(self, dialect: Dialect) -> "_Compiled":
        insert: Callable[[Table], Any] = sqlite.insert if dialect.name == "sqlite" else postgresql.insert
        compiled = self._make(insert).compile(dialect=dialect, column_keys=[*self._keys])
        processors = {
            name: compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect) for name in self._keys
        }
        one = self._compiled[dialect.name] = _Compiled(
            sql=str(compiled),
            in_places=compiled.positiontup is not None,
            parameters_of=[(name, processors.get(name)) for name in compiled.positiontup or compiled.params],
            fixed={name: value for name, value in compiled.params.items() if name not in self._keys},
        )
        return one


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compiled:
    """`parameters_of` are the names of the parameters, in order where they have places, and what makes of a value
    what the driver takes.

    `fixed` are those that are the same for every row.
    """

    sql: str
    in_places: bool
    parameters_of: Sequence[tuple[str, Callable[[Any], Any] | None]]
    fixed: Mapping[str, Any]

    def parameters(self, row: Row) -> Any:
        bound = {**self.fixed, **row} if self.fixed else row
        if self.in_places:
            return tuple([process(bound[name]) if process else bound[name] for name, process in self.parameters_of])
        return {name: process(bound[name]) if process else bound[name] for name, process in self.parameters_of}
