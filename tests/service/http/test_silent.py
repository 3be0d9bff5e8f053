import socket
from contextlib import ExitStack

import pytest

from service.http.silent import end_silent
from tests.waiting import until


@pytest.fixture
def connected():
    """Makes connections to a port of this process: its number, and both ends of the newest."""
    with ExitStack() as stack:
        server = stack.enter_context(socket.create_server(("127.0.0.1", 0)))

        def connect():
            client = stack.enter_context(socket.create_connection(server.getsockname()))
            return server.getsockname()[1], client, stack.enter_context(server.accept()[0])

        yield connect


def is_ended(end):
    end.settimeout(5)
    return end.recv(1) == b""


def test_a_silent_connection_is_ended_for_both_sides_and_stays_the_servers(connected):
    port, client, taken = connected()

    assert end_silent(port, seconds=0) == 1

    assert is_ended(client)
    assert is_ended(taken)
    assert taken.fileno() >= 0


def test_one_that_sends_lives_on_while_one_that_is_silent_ends(connected):
    _, _, quiet = connected()
    port, client, taken = connected()

    def sent_and_swept():
        client.sendall(b"x")
        taken.recv(1)
        return end_silent(port, seconds=0.2)

    until(lambda: sent_and_swept() == 1, what="the silent one to be ended")
    assert is_ended(quiet)
    client.sendall(b"y")
    assert taken.recv(1) == b"y"


def test_connections_to_other_ports_are_left_alone(connected):
    port, client, taken = connected()

    assert end_silent(port + 1, seconds=0) == 0
    client.sendall(b"x")
    assert taken.recv(1) == b"x"
