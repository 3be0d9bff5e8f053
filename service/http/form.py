"""The plain HTML form: works without scripts, keeps what was typed, and says beside each field what is wrong."""

from collections.abc import Mapping

import structlog
from flask import Blueprint, Response, request, url_for

from service.domain import form_token
from service.domain.errors import (
    IdempotencyMismatch,
    ModerationError,
    TooManyRequests,
    Unavailable,
    ValidationFailed,
)
from service.domain.site import Site, origin_of
from service.http import form_refusals, problems, submissions
from service.http.current import services
from service.http.fields import is_web_address
from service.http.form_ways import page_behind, way_back
from service.http.loading import NATIVE
from service.http.pages import html
from service.http.queries import page_asked
from service.http.rate_limit import limit, spend
from service.usecases.submit import submit

log = structlog.get_logger()

blueprint = Blueprint("form", __name__)

_TOLD_IN_THE_FORM = (ValidationFailed, IdempotencyMismatch, TooManyRequests, Unavailable)
_SENT_BEFORE = "This form was sent before, with another text. Send it again to make it a comment of its own."


@blueprint.get("/v1/sites/<site>/form")
@limit("read")
def show(site: str) -> Response:
    """The empty form for a page, so that any page can link to it."""
    found = services().site(site)
    page = page_asked(found)
    given = {name: request.args.get(name, "") for name in ("return_url", "parent", "title")}
    return _page(found, {**given, "page": page})


def answer(site: Site, typed: Mapping[str, str]) -> Response:
    """Keep what the form sent and go back to the page, or show the form again with what is wrong."""
    named = _with_page(site, typed)
    try:
        spend("submit")
        sent = submissions.from_form(site, named)
        submit(services(), sent.submission, key=sent.key, remote_parent=sent.remote_parent)
    except _TOLD_IN_THE_FORM as error:
        if any(one.pointer == "#/page" for one in error.errors):
            log.warning("form.without_page", site=site.name, page=named.get("page", "")[:200])
            return refusal(error)
        return _page(site, {NATIVE.get(name, name): value for name, value in named.items()}, error=error)
    location = way_back(site, sent.submission.page, return_url=sent.return_url)
    return Response(status=303, headers={"Location": location})


@blueprint.errorhandler(ModerationError)
def refusal(error: ModerationError) -> Response:
    """A page for what the form cannot help with."""
    return form_refusals.as_page(problems.from_error(error))


def fresh_token(site: Site) -> str:
    """A token for a form that is shown now."""
    here = services()
    return form_token.issue(here.keyring.form, site=site.name, now=here.clock(), nonce=here.new_id())


def _with_page(site: Site, typed: Mapping[str, str]) -> Mapping[str, str]:
    """What was typed, with the page that the browser came from where the form names none."""
    if typed.get("page", "").strip() or typed.get("comment_post_ID"):
        return typed
    return {**typed, "page": page_behind(site)}


def _page(site: Site, values: Mapping[str, str], *, error: ModerationError | None = None) -> Response:
    page = values.get("page", "")
    response = html(
        "form.html",
        status=error.status if error else 200,
        form_targets=sorted({*site.origins, *filter(None, map(origin_of, site.return_urls))}),
        action=url_for("comments.create", site=site.name),
        values=values,
        errors=_by_field(error),
        summary=_summary(error),
        token=fresh_token(site),
        back=page if is_web_address(page) and site.owns(page) else "",
    )
    return _with_retry(response, error)


def _with_retry(response: Response, error: ModerationError | None) -> Response:
    if isinstance(error, TooManyRequests):
        response.headers["Retry-After"] = str(error.extra["retry_after"])
    return response


def _summary(error: ModerationError | None) -> str:
    if isinstance(error, IdempotencyMismatch):
        return _SENT_BEFORE
    if isinstance(error, ValidationFailed) and error.errors:
        return "Your comment was not sent yet. Please correct what is marked."
    return f"Your comment was not sent. {error.detail}" if error else ""


def _by_field(error: ModerationError | None) -> dict[str, str]:
    fields: dict[str, str] = {}
    for one in error.errors if error else ():
        name = one.pointer.removeprefix("#/")
        fields.setdefault(NATIVE.get(name, name), one.detail)
    return fields
