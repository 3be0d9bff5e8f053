import pytest
from sqlalchemy.exc import SQLAlchemyError

from service.storage import comments
from service.storage.arrivals import COLUMNS, Arrivals, Kept, KeptBefore
from service.usecases import submit as use_case
from tests.builders import a_submission


def a_row(services, *, key=None, **changes):
    return use_case._row(services, a_submission(**changes), key=key)


def test_a_submission_has_exactly_the_columns_that_arrivals_have(services):
    assert set(a_row(services)) == set(COLUMNS)


def test_a_batch_is_kept_as_it_was_sent(services, database):
    rows = [a_row(services, body=f"Number {number}, здравствуйте 🎈") for number in range(3)]
    with database.begin() as tx:
        outcomes = Arrivals(database).keep(tx, rows)

    assert outcomes == [Kept()] * 3
    with database.read() as tx:
        found = [comments.get(tx, row["id"]) for row in rows]
    assert [one.body for one in found] == [row["body"] for row in rows]
    assert [one.received_at for one in found] == [row["received_at"] for row in rows]


def test_of_two_rows_under_a_key_the_first_is_kept(services, database):
    first, second, other = a_row(services, key="k"), a_row(services, key="k"), a_row(services, key="l")
    with database.begin() as tx:
        outcomes = Arrivals(database).keep(tx, [first, second, other])

    assert outcomes == [Kept(), KeptBefore(id=first["id"], fingerprint=first["fingerprint"]), Kept()]


def test_an_empty_batch_keeps_nothing(database):
    with database.begin() as tx:
        assert Arrivals(database).keep(tx, []) == []


def test_an_id_that_is_there_already_is_an_error_and_no_key(services, database):
    row = a_row(services)
    arrivals = Arrivals(database)
    with database.begin() as tx:
        arrivals.keep(tx, [row])
    with pytest.raises(SQLAlchemyError), database.begin() as tx:
        arrivals.keep(tx, [row | {"idempotency_key": "new"}])
