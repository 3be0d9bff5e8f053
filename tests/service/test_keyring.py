import pytest

from service.keyring import Keyring, SealBrokenError, truncated
from tests.builders import SECRET_KEY


@pytest.fixture
def keyring():
    return Keyring(SECRET_KEY)


def test_what_was_sealed_opens_only_with_the_key_and_about_the_same_thing(keyring):
    sealed = keyring.seal(b"ada@example.org", about="blog|1")

    assert b"ada" not in sealed
    assert keyring.unseal(sealed, about="blog|1") == b"ada@example.org"
    for wrong in (
        lambda: keyring.unseal(sealed, about="blog|2"),
        lambda: Keyring(bytes(32)).unseal(sealed, about="blog|1"),
        lambda: keyring.unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), about="blog|1"),
        lambda: keyring.unseal(b"\x02" + sealed[1:], about="blog|1"),
        lambda: keyring.unseal(b"", about="blog|1"),
    ):
        with pytest.raises(SealBrokenError):
            wrong()


def test_the_same_text_is_sealed_differently_each_time(keyring):
    assert keyring.seal(b"x", about="a") != keyring.seal(b"x", about="a")


def test_an_author_is_known_by_the_email_whatever_its_case(keyring):
    assert keyring.author_key("Ada@Example.org") == keyring.author_key("ada@example.org")
    assert keyring.author_key("ada@example.org") != keyring.author_key("bob@example.org")
    assert "ada" not in keyring.author_key("ada@example.org")


def test_hashes_of_different_uses_do_not_tell_of_each_other(keyring):
    same = "203.0.113.0"

    assert (
        len({keyring.author_key(same), keyring.address_key(same), keyring.text_key(same), keyring.client_key(same)})
        == 4
    )


def test_a_text_is_the_same_whatever_its_case_and_spacing(keyring):
    assert keyring.text_key("Hello  \n World ") == keyring.text_key("hello world")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0"),
        ("::ffff:203.0.113.77", "203.0.113.0"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::"),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_an_address_is_cut_to_its_network(address, network):
    assert truncated(address) == network


def test_clients_are_told_apart_more_finely_than_networks(keyring):
    assert keyring.client_key("203.0.113.1") != keyring.client_key("203.0.113.2")
    assert keyring.address_key("203.0.113.1") == keyring.address_key("203.0.113.2")
    assert keyring.client_key("2001:db8::1") == keyring.client_key("2001:db8::2")
    assert keyring.client_key("2001:db8:0:1::1") != keyring.client_key("2001:db8:0:2::1")
