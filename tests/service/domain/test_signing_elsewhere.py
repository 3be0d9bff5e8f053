"""Our signatures, as the libraries see them that receivers use."""

import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from service.domain.signing import secret_from, sign
from tests.parts import need

JAVASCRIPT = Path(__file__).parents[2] / "javascript"
OLD, NEW, OTHER = (secret_from(bytes(range(at, at + 24))) for at in (0, 60, 120))
BODY = '{"type":"comment.approved","data":{"name":"Zoë 港","status":"approved"}}'


def by_javascript(asked):
    node = need(shutil.which("node"), what="Node.js", install="Debian's nodejs and npm")
    need((JAVASCRIPT / "node_modules").exists(), what="standardwebhooks for JavaScript", install="make setup-js")
    lines = "".join(json.dumps(one) + "\n" for one in asked)
    done = subprocess.run([node, "verify.js"], cwd=JAVASCRIPT, input=lines, capture_output=True, text=True, check=True)
    return ["taken" in json.loads(line) for line in done.stdout.splitlines()]


def by_python(asked):
    def taken(one):
        try:
            Webhook(one["secret"]).verify(one["body"], one["headers"])
        except WebhookVerificationError:
            return False
        return True

    return [taken(one) for one in asked]


@pytest.mark.parametrize("library", [by_python, by_javascript])
def test_what_we_sign_is_taken_and_whatever_was_changed_is_not(library):
    now = int(datetime.now(UTC).timestamp())  # noqa: TID251 - the libraries look at the clock themselves
    signed = sign(f"{NEW} {OLD}", id="m1", timestamp=now, body=BODY.encode())
    late = sign(NEW, id="m1", timestamp=now - 3600, body=BODY.encode())
    good = {"secret": NEW, "headers": signed, "body": BODY}

    found = library(
        [
            good,
            {**good, "secret": OLD},
            {**good, "headers": {**signed, "webhook-signature": f"v1a,AAAA v2,BBBB {signed['webhook-signature']}"}},
            {**good, "secret": OTHER},
            {**good, "body": BODY + " "},
            {**good, "headers": {**signed, "webhook-id": "m2"}},
            {**good, "headers": {**signed, "webhook-timestamp": str(now + 1)}},
            {**good, "headers": late},
        ]
    )

    assert found == [True, True, True, False, False, False, False, False]
