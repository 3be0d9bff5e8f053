import socket

import pytest

from service.supervise import port


@pytest.fixture
def listener():
    with socket.socket() as listening:
        # As the web server does it: this alone must not make room for a second one.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening


def test_a_free_port_is_fine_and_stays_free(listener):
    number = listener.getsockname()[1]
    listener.close()
    port.check("127.0.0.1", number)
    port.check("127.0.0.1", number)


def test_a_taken_port_is_refused_with_a_way_out(listener):
    number = listener.getsockname()[1]
    with pytest.raises(port.PortUnusableError, match=rf"Port {number} on 127.0.0.1 is taken.*PORT="):
        port.check("127.0.0.1", number)


def test_a_port_with_connections_that_linger_is_fine(listener):
    number = listener.getsockname()[1]
    with socket.create_connection(("127.0.0.1", number)) as client:
        server, _ = listener.accept()
        server.close()
        client.recv(1)
    listener.close()
    port.check("127.0.0.1", number)


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(port.PortUnusableError, match="not an address of this machine"):
        port.check("192.0.2.1", 8080)


def test_a_number_that_is_no_port_is_refused():
    with pytest.raises(port.PortUnusableError, match="99999 is no port"):
        port.check("127.0.0.1", 99999)
