from collections.abc import Iterator

import pytest

from tests.host_server import HostServer, serving


@pytest.fixture(name="host")
def _host() -> Iterator[HostServer]:
    with serving() as server:
        yield server
