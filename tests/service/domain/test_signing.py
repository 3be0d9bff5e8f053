import base64
from datetime import UTC, datetime

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from service.domain.signing import BadSecret, SignatureRejected, keys_of, secret_from, sign, verify

NOW = 1_614_265_330
OLD = secret_from(bytes(range(24)))
NEW = secret_from(bytes(range(100, 132)))
BODY = b'{"test": 2432232314}'


def test_the_standards_own_vector_is_reproduced():
    headers = sign(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", id="msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp=NOW, body=BODY
    )

    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


@pytest.mark.parametrize("held", [OLD, NEW])
def test_a_foreign_library_verifies_with_either_secret_during_a_change(held):
    body = '{"name":"Zoë"}'.encode()
    today = int(datetime.now(UTC).timestamp())  # noqa: TID251 - the foreign library looks at the clock itself
    headers = sign(f"{NEW} {OLD}", id="m1", timestamp=today, body=body)

    assert Webhook(held).verify(body, headers) == {"name": "Zoë"}
    with pytest.raises(WebhookVerificationError):
        Webhook(held).verify(body + b" ", headers)


def test_our_signature_is_accepted_and_gives_the_id():
    assert verify(OLD, headers=sign(OLD, id="m1", timestamp=NOW, body=BODY), body=BODY, now=NOW + 299) == "m1"


@pytest.mark.parametrize(("signer", "holder"), [(OLD, f"{NEW}\n{OLD}\n"), (f"{NEW}\n{OLD}\n", OLD)])
def test_either_side_may_change_its_secret_first(signer, holder):
    assert verify(holder, headers=sign(signer, id="m1", timestamp=NOW, body=BODY), body=BODY, now=NOW) == "m1"


GOOD = sign(OLD, id="m1", timestamp=NOW, body=BODY)


@pytest.mark.parametrize(
    "changed",
    [
        {"webhook-id": "m2"},
        {"webhook-id": ""},
        {"webhook-timestamp": str(NOW + 1)},
        {"webhook-timestamp": "٣"},
        {"webhook-timestamp": "soon"},
        {"webhook-timestamp": "9" * 5000},
        {"webhook-signature": "v1"},
        {"webhook-signature": "v1,%%%"},
        {"webhook-signature": "v1,é"},
        {"webhook-signature": GOOD["webhook-signature"].replace("v1,", "v2,")},
        sign(NEW, id="m1", timestamp=NOW, body=BODY),
    ],
)
def test_a_changed_header_is_rejected(changed):
    with pytest.raises(SignatureRejected):
        verify(OLD, headers=GOOD | changed, body=BODY, now=NOW)


def test_a_changed_body_is_rejected():
    with pytest.raises(SignatureRejected):
        verify(OLD, headers=GOOD, body=BODY + b"\n", now=NOW)


@pytest.mark.parametrize("now", [NOW + 301, NOW - 301])
def test_a_replay_after_five_minutes_is_rejected(now):
    with pytest.raises(SignatureRejected, match="300 seconds"):
        verify(OLD, headers=GOOD, body=BODY, now=now)


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "  ",
        "whsec_",
        "hunter2",
        OLD.removeprefix("whsec_"),
        secret_from(b"short"),
        secret_from(bytes(65)),
        "whsec_é*",
    ],
)
def test_a_bad_secret_is_named_without_being_repeated(secret):
    with pytest.raises(BadSecret, match="24 to 64 random bytes") as caught:
        keys_of(secret)

    assert "hunter2" not in str(caught.value)


def test_an_id_with_a_dot_is_refused_because_it_could_be_read_as_another_timestamp():
    with pytest.raises(ValueError, match="no dot"):
        sign(OLD, id="m1.5", timestamp=NOW, body=BODY)


def test_a_secret_is_the_base64_of_its_key():
    assert base64.b64decode(OLD.removeprefix("whsec_")) == keys_of(OLD)[0] == bytes(range(24))
