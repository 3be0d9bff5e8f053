import socket

import pytest

from service.domain.delivery import DeliveryFailed, Failure
from workers.addresses import checked_addresses, is_public, resolve

INTERNAL = [
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.8.8.8",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:0:127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "2001::a9fe:a9fe",
    "2001:db8::1",
    "2002:a9fe:a9fe::",
    "fc00::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "not an address",
]


@pytest.mark.parametrize("address", INTERNAL)
def test_an_internal_address_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700::6810:84e5", "2a00:1450:4001:82a::200e"])
def test_an_address_of_the_internet_is_public(address):
    assert is_public(address)


def test_a_name_with_one_internal_address_among_public_ones_is_refused():
    with pytest.raises(DeliveryFailed) as caught:
        checked_addresses("a.example", 443, allow=(), resolve=lambda *_: ["8.8.8.8", "10.0.0.1"])

    assert caught.value.failure is Failure.PERMANENT
    assert 'add "a.example:443" to `allow` under [outbound]' in caught.value.message


def test_the_operator_allows_a_host_with_its_port_only():
    allow = {"cms.internal:8080", "[::1]:80"}

    assert checked_addresses("cms.internal", 8080, allow=allow, resolve=lambda *_: ["10.0.0.1"]) == ["10.0.0.1"]
    assert checked_addresses("::1", 80, allow=allow, resolve=lambda *_: ["::1"]) == ["::1"]
    with pytest.raises(DeliveryFailed, match=r"cms\.internal:8081 leads to 10\.0\.0\.1"):
        checked_addresses("cms.internal", 8081, allow=allow, resolve=lambda *_: ["10.0.0.1"])


@pytest.mark.parametrize("spelling", ["2130706433", "0x7f.1", "127.1", "0177.0.0.1"])
def test_other_spellings_of_loopback_are_seen_through(spelling):
    assert resolve(spelling, 80) == ("127.0.0.1",)


def test_a_name_without_address_is_tried_again_later():
    def nowhere(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(DeliveryFailed, match=r"gone\.example has no address") as caught:
        checked_addresses("gone.example", 80, allow=(), resolve=nowhere)

    assert caught.value.failure is Failure.UNREACHABLE
