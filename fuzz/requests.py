"""What requests bring: bodies, cursors, keys, ETags, form tokens, signed webhooks."""

from contextlib import suppress
from datetime import UTC, datetime

from flask import Flask
from marshmallow import Schema

from fuzz.target import Target, text_of
from service.domain import form_token, signing
from service.domain.comment import FormToken
from service.domain.errors import MalformedRequest, ValidationFailed
from service.http import body_form, body_json, bulk_pages, cursors, review, submissions
from service.http.loading import load
from service.http.schemas import DecisionSchema, FormSchema, JudgementSchema, SubmissionSchema

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
KEY = bytes(32)
SECRET = signing.secret_from(bytes(range(24)))
_SCHEMAS: tuple[Schema, ...] = (SubmissionSchema(), DecisionSchema(), JudgementSchema())
_FORM = FormSchema()
_APP = Flask("fuzz")


def json_body(raw: bytes) -> None:
    """A body in JSON, for each schema."""
    with suppress(MalformedRequest):
        given = body_json.read(raw)
        for schema in _SCHEMAS:
            with suppress(ValidationFailed):
                _keepable(load(schema, given))


def form_body(raw: bytes) -> None:
    """A body as browsers send forms."""
    with suppress(MalformedRequest, ValidationFailed):
        _keepable(load(_FORM, body_form.read(raw, known=submissions.FORM_FIELDS)))


def cursor(raw: bytes) -> None:
    """A cursor that is taken is one that we could have given."""
    with suppress(ValidationFailed):
        position = cursors.load(text_of(raw))
        if position is not None:
            assert cursors.load(cursors.dump(position) or "") == position


def headers(raw: bytes) -> None:
    """`If-Match`, `Idempotency-Key`, and the browser's name; half of the bytes for each, as WSGI brings them."""
    text = raw.decode("latin-1")
    names = {"HTTP_IF_MATCH": text, "HTTP_IDEMPOTENCY_KEY": text, "HTTP_USER_AGENT": text, "HTTP_IF_NONE_MATCH": text}
    with _APP.test_request_context(environ_overrides=names):
        for read in (review._version_seen, submissions._idempotency_key):
            with suppress(MalformedRequest):
                read()
        assert submissions._agent().isprintable()
    with suppress(ValidationFailed, MalformedRequest):
        bulk_pages._pick(text)


def token(raw: bytes) -> None:
    """No token but ours is believed."""
    read = form_token.read(KEY, text_of(raw), site="blog", now=NOW, trap="")
    assert read.signals.token in (FormToken.MISSING, FormToken.FORGED) or raw == GENUINE, raw


def webhook(raw: bytes) -> None:
    """Three headers and a body, with line breaks between: nothing but what we signed is taken."""
    id, timestamp, signature, body = (raw.split(b"\n", 3) + [b""] * 4)[:4]
    given = {
        signing.ID: id.decode("latin-1"),
        signing.TIMESTAMP: timestamp.decode("latin-1"),
        signing.SIGNATURE: signature.decode("latin-1"),
    }
    try:
        signing.verify(SECRET, headers=given, body=body, now=int(NOW.timestamp()))
    except signing.SignatureRejected:
        return
    assert (id, timestamp, body) == (b"m1", SIGNED[signing.TIMESTAMP].encode(), b"{}"), "a forgery was believed"


def secret(raw: bytes) -> None:
    """A text that is a secret signs, and any other is refused in words that do not repeat it."""
    text = text_of(raw)
    try:
        keys = signing.keys_of(text)
    except signing.BadSecret as error:
        assert len(text) < 10 or text not in str(error)
        return
    assert all(signing.SHORTEST_KEY <= len(one) <= signing.LONGEST_KEY for one in keys)
    signing.sign(text, id="m1", timestamp=1, body=b"")


def _keepable(fields: dict[str, object]) -> None:
    """What was let in can be stored, sent and shown: no text of it breaks an encoder."""
    for one in fields.values():
        if isinstance(one, str):
            one.encode()
            assert "\0" not in one


GENUINE = form_token.issue(KEY, site="blog", now=NOW, nonce="n1").encode()
SIGNED = signing.sign(SECRET, id="m1", timestamp=int(NOW.timestamp()), body=b"{}")
_WEBHOOK = "\n".join([*SIGNED.values(), "{}"]).encode()
_JSON = (
    b'{"name": "Ada", "email": "ada@example.org", "body": "Hello.", "page": "https://blog.example/", "url": null}',
    b'{"id": "01939f5c-7c2e-7b1a-9a51-0c9e5b1f3d77", "points": 3.5, "reason": "Sells boats."}',
    b'{"author": "A", "comment": "\\ud800", "comment_post_ID": 12345678901234567890}',
    b"[" * 200,
    b'{"points": 1e999, "verdict": "spam", "verdict": NaN}',
)
_FORMS = (b"author=Ada&email=ada%40example.org&comment=Hi%0D%0AHo&comment_post_ID=4&token=1.2.3", b"a=%ff&&=%00")
TARGETS = {
    "json_body": Target(json_body, _JSON),
    "form_body": Target(form_body, _FORMS),
    "cursor": Target(cursor, (b"MTc2NDU4MjQwMDAwMDAwMC8wMTkzOWY1Yy03YzJlLTdiMWEtOWE1MS0wYzllNWIxZjNkNzc", b"x===")),
    "headers": Target(headers, (b'"3"', b'W/"3", *', b"8e03978e-40d5-43e8-bc93-6894a57f9324/7", b"Mozilla/5.0")),
    "token": Target(token, (GENUINE, GENUINE[:-1], b"1..", b"9" * 40 + b".a.b")),
    "webhook": Target(webhook, (_WEBHOOK, _WEBHOOK.replace(b"v1,", b"v1a,v1,"), b"m1\n9\nv1,=\n")),
    "secret": Target(secret, (SECRET.encode(), f"{SECRET} {SECRET}".encode(), b"whsec_====")),
}
