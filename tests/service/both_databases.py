"""Runs a suite on SQLite and on PostgreSQL: imported by the conftest of the storage and the use-case suites."""

import pytest


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request, tmp_path):
    if request.param == "postgresql":
        return request.getfixturevalue("postgresql")
    return f"sqlite:///{tmp_path / 'rejoinder.db'}"
