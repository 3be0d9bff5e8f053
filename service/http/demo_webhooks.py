"""The demo as a subscriber: takes signed webhooks, and shows them."""

import json
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, request

from service.domain.errors import MalformedRequest, ModerationError, Unauthenticated
from service.domain.signing import SignatureRejected, verify
from service.domain.site import Site
from service.domain.times import iso
from service.http import mailbox, problems
from service.http.current import services
from service.http.pages import html

blueprint = Blueprint("demo_webhooks", __name__, url_prefix="/demo/webhooks")
blueprint.register_error_handler(ModerationError, problems.from_error)


@blueprint.post("")
def take() -> Response:
    """Keep a webhook that was signed with a secret of the demo's subscribers."""
    body = request.get_data(cache=False)
    id = _signed_id(services().site("demo"), body)
    mailbox.keep(_file(), {"id": id, "received_at": iso(services().clock()), **_event(body)})
    return Response(status=204)


@blueprint.get("")
def show() -> Response:
    """The last webhooks, newest first, as a page or as JSON."""
    services().site("demo")
    webhooks = mailbox.newest(_file())
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        return Response(json.dumps({"webhooks": webhooks}), mimetype="application/json")
    return html("demo/webhooks.html", webhooks=webhooks)


def _file() -> Path:
    return services().settings.home / "demo-webhooks.jsonl"


def _signed_id(site: Site, body: bytes) -> str:
    """The webhook's id. Raises `Unauthenticated`."""
    headers = {name.lower(): value for name, value in request.headers}
    now = int(services().clock().timestamp())
    why = "The site demo has no subscriber, so there is no secret to check the signature with."
    for subscriber in site.subscribers:
        try:
            return verify(subscriber.secret, headers=headers, body=body, now=now)
        except SignatureRejected as error:
            why = str(error)
    raise Unauthenticated(why)


def _event(body: bytes) -> dict[str, Any]:
    """The event in a webhook's body. Raises `MalformedRequest`."""
    try:
        event = json.loads(body)
    except ValueError as error:
        raise MalformedRequest("The webhook is signed, but its body is not JSON.") from error
    if not isinstance(event, dict) or not isinstance(event.get("data"), dict):
        raise MalformedRequest("The webhook is signed, but it is no event: it needs type, timestamp and data.")
    return {name: event.get(name) for name in ("type", "timestamp", "data")}
