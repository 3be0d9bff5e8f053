"""Everything that the secret key is for: sealing submissions, and keyed hashes for looking people up.

Each use has a key of its own, derived by HKDF (RFC 5869), so that what leaks from one tells nothing of another.
"""

import hmac
import ipaddress
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_SEAL_VERSION = b"\x01"
_NONCE_BYTES = 12
_HASH_BYTES = 16


class SealBrokenError(Exception):
    """A sealed submission cannot be opened: another secret key, or a row that was moved or changed."""


class Keyring:
    """Keys for each use, all from the one secret key of 32 bytes."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._seal = AESGCM(self._derive("seal"))
        self._author, self._address, self._text = (self._derive(use) for use in ("author", "address", "text"))
        self.form = self._derive("form")
        self.session = self._derive("session")

    def seal(self, plain: bytes, *, about: str) -> bytes:
        """Encrypt `plain` so that it opens only together with `about` (the row it belongs to)."""
        nonce = os.urandom(_NONCE_BYTES)
        return _SEAL_VERSION + nonce + self._seal.encrypt(nonce, plain, about.encode())

    def unseal(self, sealed: bytes, *, about: str) -> bytes:
        """What `seal` was given. Raises `SealBrokenError`."""
        nonce, body = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        if sealed[:1] != _SEAL_VERSION:
            raise SealBrokenError(about)
        try:
            return self._seal.decrypt(nonce, body, about.encode())
        except InvalidTag as error:
            raise SealBrokenError(about) from error

    def author_key(self, email: str) -> str:
        """A keyed hash of an email, letter case aside: the same author, without telling who."""
        return _keyed(self._author, email.casefold())

    def address_key(self, address: str) -> str:
        """A keyed hash of an address's network, /24 or /48: what the rate and history checks compare."""
        return _keyed(self._address, truncated(address)) if address else ""

    def client_key(self, address: str) -> str:
        """A keyed hash of one client, a whole IPv4 address or an IPv6 /64: what rate limits count by."""
        return _keyed(self._address, f"client {network(address, v4_bits=32, v6_bits=64)}")

    def text_key(self, text: str) -> str:
        """A keyed hash of a text, letter case and spacing aside, to find the very same text again."""
        return _keyed(self._text, " ".join(text.casefold().split()))

    def fingerprint(self, request: bytes) -> str:
        """A keyed hash of a whole request, to tell the same submission again from another one under its key."""
        return _keyed(self._text, b"request " + request)

    def _derive(self, use: str) -> bytes:
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"rejoinder {use}".encode()).derive(self._secret)


def truncated(address: str) -> str:
    """An address as hosts may see it: the first of its /24 or /48, empty when it is none."""
    return network(address, v4_bits=24, v6_bits=48)


@lru_cache(maxsize=4096)  # a request asks for several of the same address
def network(address: str, *, v4_bits: int, v6_bits: int) -> str:
    """The first address of the network around `address`, empty when it is none."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    bits = v4_bits if parsed.version == 4 else v6_bits
    return str(ipaddress.ip_network((parsed, bits), strict=False).network_address)


def _keyed(key: bytes, value: str | bytes) -> str:
    message = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
    return hmac.digest(key, message, "sha256")[:_HASH_BYTES].hex()
