"""Runs a suite on SQLite and on PostgreSQL: imported by the conftest of the storage and the use-case suites."""

import pytest

from tests.postgresql import empty_database


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request, tmp_path):
    if request.param == "postgresql":
        return request.getfixturevalue("postgresql")
    return f"sqlite:///{tmp_path / 'rejoinder.db'}"


@pytest.fixture
def own_url(database_url):
    """A database that no other test uses, without any table: for tests that change the schema."""
    if database_url.startswith("sqlite"):
        yield database_url
        return
    with empty_database(database_url, name="own") as url:
        yield url
