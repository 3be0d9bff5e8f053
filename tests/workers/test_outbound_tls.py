import datetime
import ssl
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from service.domain.delivery import DeliveryFailed, Failure
from tests.host_server import serving
from workers.outbound import GuardedOutbound

LONG_AGO, FAR_OFF = datetime.datetime(2020, 1, 1), datetime.datetime(2100, 1, 1)  # noqa: DTZ001 - X.509 times are UTC


@pytest.fixture(name="certificate")
def _certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate for cms.example that the system trusts for the length of the test, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "cms.example")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), LONG_AGO, FAR_OFF)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("cms.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "cms.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return path


def _outbound(place: str) -> GuardedOutbound:
    port = place.rpartition(":")[2]
    allow = [f"cms.example:{port}", f"other.example:{port}"]
    return GuardedOutbound(allow=allow, timeout=5, resolve=lambda *_: ["127.0.0.1"])


def test_the_certificate_is_checked_for_the_name_although_the_connection_goes_to_an_address(certificate):
    asked_for = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda _, name, __: asked_for.append(name)

    with serving(tls=context) as host:
        outbound = _outbound(host.place)
        port = host.place.rpartition(":")[2]
        answer = outbound.request("GET", f"https://cms.example:{port}/")
        with pytest.raises(DeliveryFailed, match=r"doesn.t match .cms\.example") as caught:
            outbound.request("GET", f"https://other.example:{port}/")
        outbound.close()

    assert answer.status == 200
    assert asked_for == ["cms.example", "other.example"]
    assert caught.value.failure is Failure.UNREACHABLE
