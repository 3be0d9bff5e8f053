"""Readers' comments: sent as JSON or by a plain form, and what their senders are told of them."""

from uuid import UUID

from flask import Blueprint, Response, json, request, url_for

from service.domain.errors import UnsupportedMediaType
from service.domain.site import Site
from service.http import body, body_form, body_json, form, form_refusals, problems, submissions
from service.http.current import services
from service.http.origins import allow_reading, refuse_foreign
from service.http.rate_limit import limit, spend
from service.http.submissions import FORM_FIELDS
from service.usecases import threads
from service.usecases.submit import submit

blueprint = Blueprint("comments", __name__)
blueprint.after_request(allow_reading)

JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@blueprint.post("/v1/sites/<site>/comments")
def create(site: str) -> Response:
    """Keep a comment: 202 for JSON, 303 for a form."""
    found = services().site(site)
    refuse_foreign(found)
    if request.mimetype == FORM:
        return form.answer(found, body_form.read(body.read(), known=FORM_FIELDS))
    if request.mimetype == JSON:
        return _accept(found)
    raise UnsupportedMediaType(
        f"Send the comment as `{JSON}` or `{FORM}`, and say so in `Content-Type`. A form needs no `enctype`."
    )


@blueprint.errorhandler(Exception)
def refuse(error: Exception) -> Response:
    """A page for a reader whose browser sent a form, a problem for everybody else."""
    problem = problems.from_any(error)
    return form_refusals.as_page(problem) if _by_hand() else problem


def _by_hand() -> bool:
    # Scripts accept anything alike; browsers that leave a page for the answer want HTML more than JSON.
    accepted = request.accept_mimetypes
    return request.mimetype != JSON and accepted["text/html"] > accepted[JSON]


def _accept(site: Site) -> Response:
    spend("submit")
    sent = submissions.from_json(site, body_json.read(body.read()))
    promise = submit(services(), sent.submission, key=sent.key, remote_parent=sent.remote_parent)
    return Response(
        json.dumps({"id": promise.id, "status": "received"}),
        status=202,
        mimetype=JSON,
        headers={"Location": url_for("comments.show", site=site.name, comment=promise.id)},
    )


@blueprint.get("/v1/sites/<site>/comments/<uuid:comment>")
@limit("read")
def show(site: str, comment: UUID) -> Response:
    """Whether readers can see the comment; nothing that would teach a spammer."""
    published = threads.is_published(services(), str(comment), site=services().site(site).name)
    state = "published" if published else "received"
    return Response(
        json.dumps({"id": str(comment), "status": state}), mimetype=JSON, headers={"Cache-Control": "no-store"}
    )
