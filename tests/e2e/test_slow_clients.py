"""Clients that send a byte now and then hold up nobody else."""

import socket
import time
from contextlib import ExitStack, contextmanager
from statistics import median

import pytest

from tests.e2e.house import House

# Far more than work at once (2 processes with 8 threads each).
SLOW_CLIENTS = 200
HEAD = "POST /v1/sites/demo/comments HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
BEGINNINGS = {"headers": HEAD[:-20], "bodies": f"{HEAD}Content-Length: 4000\r\n\r\n{{"}


@contextmanager
def slow_clients(house, beginning):
    """So many connections have sent this much, and go on with a byte whenever they are told to."""
    with ExitStack() as stack:
        address = ("127.0.0.1", house.port)
        clients = [stack.enter_context(socket.create_connection(address)) for _ in range(SLOW_CLIENTS)]
        for client in clients:
            client.sendall(beginning.encode())
        yield clients


@pytest.mark.parametrize("beginning", BEGINNINGS.values(), ids=BEGINNINGS)
def test_while_many_send_slowly_others_comment_in_less_than_a_second(tmp_path, beginning):
    house, waits = House(tmp_path / "home"), []
    house.let_anybody_say_anything()
    with house.up(), slow_clients(house, beginning) as clients:
        for number in range(9):
            for client in clients:
                client.sendall(b" ")
            began = time.monotonic()
            house.comment(f"Number {number}: thank you, this explained a lot.")
            waits.append(time.monotonic() - began)
    assert median(waits) < 1, waits
