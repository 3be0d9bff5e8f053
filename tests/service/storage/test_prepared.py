from datetime import UTC, datetime

from sqlalchemy import bindparam, insert, select, update

from service.storage.prepared import Prepared
from service.storage.schema import hosts

AT = datetime(2026, 11, 22, 10, 0, 0, 123456, tzinfo=UTC)
KEEP = Prepared(lambda insert: insert(hosts).on_conflict_do_nothing(), ("host", "lease_until"))
_of_its_name = update(hosts).where(hosts.c.host == bindparam("name"))
GIVE = Prepared(lambda _: _of_its_name.values(holder="somebody"), ("name", "lease_until"))


def found(database):
    with database.read() as tx:
        rows = tx.execute(select(hosts.c.host, hosts.c.holder, hosts.c.lease_until).order_by(hosts.c.host))
        return [tuple(row) for row in rows]


def test_rows_are_kept_as_core_would_keep_them(database):
    with database.begin() as tx:
        tx.execute(insert(hosts).values(host="a", lease_until=AT))
        KEEP.run(tx, [{"host": "a", "lease_until": None}, {"host": "b", "lease_until": AT}])

    assert found(database) == [("a", None, AT), ("b", None, AT)]


def test_an_update_changes_each_row_by_its_own_values_and_the_same_ones(database):
    with database.begin() as tx:
        KEEP.run(tx, [{"host": "a", "lease_until": AT}, {"host": "b", "lease_until": AT}])
        GIVE.run(tx, [{"name": "a", "lease_until": None}])

    assert found(database) == [("a", "somebody", None), ("b", None, AT)]


def test_no_rows_are_no_statement(database):
    with database.begin() as tx:
        KEEP.run(tx, [])

    assert found(database) == []
