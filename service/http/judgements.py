"""Answers that judges outside the house post later, signed with the secret that their questions were signed with."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request

from service.domain.errors import NotFound, Unauthenticated, UnsupportedMediaType
from service.domain.question import points_of
from service.domain.signing import SignatureRejected, verify
from service.domain.site import Site
from service.domain.verdict import Outcome
from service.http import body, body_json
from service.http.current import services
from service.http.loading import load
from service.http.schemas import JudgementSchema
from service.usecases import hear

blueprint = Blueprint("judgements", __name__)

_JUDGEMENT = JudgementSchema()


@blueprint.post("/v1/sites/<site>/judgements/<judge>")
def take(site: str, judge: str) -> Response:
    """Take an answer: 204, also when the same one comes again."""
    found = services().site(site)
    raw = body.read()
    id = _signed_id(found, judge, raw)
    if request.mimetype != "application/json":
        raise UnsupportedMediaType("Send the answer as `application/json`, and say so in `Content-Type`.")
    # The comment's id lies in the body and not in the address, so that the signature covers it.
    answer = load(_JUDGEMENT, body_json.read(raw), unfit=_neither_or_both)
    hear.post(
        services(),
        answer["id"],
        site=site,
        judge=judge,
        id=id,
        points=_points(found, answer),
        reason=" ".join(answer["reason"].split()) or f"The judge '{judge}' gave no reason.",
    )
    return Response(status=204)


def _signed_id(site: Site, judge: str, raw: bytes) -> str:
    """The webhook's id. Raises `NotFound` and `Unauthenticated`."""
    configured = site.judges.get(judge)
    secret = str(configured.options.get("secret", "")) if configured else ""
    if not secret:
        raise NotFound(f"The site {site.name!r} has no judge {judge!r} that may answer later.")
    headers = {name.lower(): value for name, value in request.headers}
    try:
        return verify(secret, headers=headers, body=raw, now=int(services().clock().timestamp()))
    except SignatureRejected as error:
        raise Unauthenticated(str(error)) from error


def _neither_or_both(answer: Mapping[str, Any]) -> Mapping[str, str]:
    if (answer.get("points") is None) == (answer.get("verdict") is None):
        return {"points": "Send either `points` or `verdict`."}
    return {}


def _points(site: Site, answer: Mapping[str, Any]) -> float:
    if answer["points"] is not None:
        return float(answer["points"])
    return points_of(Outcome(answer["verdict"]), policy=site.policy)
