"""What the database would do for statements, to see that none reads a whole table."""

import re
from contextlib import contextmanager

from sqlalchemy import event, text

TABLES = "sketches|bands|campaigns|campaign_decisions|comments|history|mine|other|counted"


@contextmanager
def watched(engine):
    """The statements that are run inside the block, with their parameters."""
    seen = []

    def note(_connection, _cursor, statement, parameters, _context, many):
        seen.extend((statement, one) for one in (parameters[:1] if many else [parameters]))

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def plans(database, statements):
    """What the database would do for each, one line a step."""
    with database.engine.connect() as connection:
        if database.engine.dialect.name == "sqlite":
            found = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}", given) for one, given in statements]
            return [row.detail for rows in found for row in rows]
        # So few rows are read faster than looked up: what matters is whether they could be looked up.
        for way in ("seqscan", "hashjoin", "mergejoin", "bitmapscan"):
            connection.execute(text(f"SET enable_{way} = off"))
        found = [connection.exec_driver_sql(f"EXPLAIN {one}", given) for one, given in statements]
        return [row[0] for rows in found for row in rows]


def whole_tables(steps):
    """The steps that read a table, or an index of one, from one end to the other."""
    followed = zip(steps, [*steps[1:], ""], strict=True)
    scans = [one for one, following in followed if "Index" in one and "Scan" in one and "Index Cond" not in following]
    return scans + [one for one in steps if re.match(rf"SCAN ({TABLES})\b|.*Seq Scan on ({TABLES})\b", one)]
