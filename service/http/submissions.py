"""From the fields of a request to a `Submission`: what fits together, and what fits the site."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import request

from service.domain import form_token
from service.domain.comment import FormSignals, Submission
from service.domain.errors import MalformedRequest
from service.domain.site import Site
from service.http.current import services
from service.http.loading import NATIVE, load
from service.http.schemas import FormSchema, SubmissionSchema

AGENT_MOST = 500
_KEY = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,198}[\x21-\x7e])?")
_JSON = SubmissionSchema()
_FORM = FormSchema()
FORM_FIELDS = frozenset(_FORM.fields) | NATIVE.keys()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A submission, the key under which it counts once, and the host's id of the comment it replies to.

    `return_url` is where the form wants to go afterwards, unchecked.
    """

    submission: Submission
    key: str | None
    remote_parent: str | None
    return_url: str = ""


def from_json(site: Site, given: Mapping[str, Any]) -> Sent:
    """What a JSON request sent. Raises `ValidationFailed` and `MalformedRequest`."""
    fields = load(_JSON, given, unfit=partial(_unfit, site))
    return Sent(
        submission=_submission(site, fields, signals=FormSignals()),
        key=_idempotency_key(),
        remote_parent=_remote_parent(fields),
    )


def from_form(site: Site, given: Mapping[str, str]) -> Sent:
    """What a form sent: its signed token says how it was filled in, and is the key. Raises like `from_json`."""
    here, fields = services(), load(_FORM, _without_empty_numbers(given), unfit=partial(_unfit, site))
    read = form_token.read(
        here.keyring.form, fields["token"], site=site.name, now=here.clock(), trap=fields["website_confirm"].strip()
    )
    return Sent(
        submission=_submission(site, fields, signals=read.signals),
        key=_idempotency_key() or read.nonce,
        remote_parent=_remote_parent(fields),
        return_url=fields["return_url"],
    )


def foreign_page(site: Site, url: str) -> str | None:
    """Why the page is none of the site's, if so."""
    if not url:
        return "Send the whole address of the page that the comment is for, as `page`."
    return None if site.owns(url) else f"This page is not one of the site's, which are at {', '.join(site.origins)}."


def without_fragment(url: str) -> str:
    """The address of the page, wherever on it the reader was. Nothing else is changed."""
    return url.partition("#")[0]


def _unfit(site: Site, fields: Mapping[str, Any]) -> dict[str, str]:
    host_post, page = fields.get("comment_post_ID"), fields.get("page", "")
    if host_post is not None and not (site.publisher and site.publisher.kind == "wordpress"):
        return {"comment_post_ID": "Only WordPress sites have post numbers. Send `page` instead."}
    if host_post is not None and not page:
        return {}
    why = foreign_page(site, page)
    return {"page": why} if why else {}


def _submission(site: Site, fields: Mapping[str, Any], *, signals: FormSignals) -> Submission:
    return Submission(
        site=site.name,
        page=without_fragment(fields["page"]),
        name=fields["name"],
        email=fields["email"],
        body=fields["body"],
        url=fields["url"] or "",
        title=fields["title"],
        parent=fields["parent"] or None,
        host_post=fields["comment_post_ID"],
        address=request.remote_addr or "",
        agent=_agent(),
        form=signals,
    )


def _remote_parent(fields: Mapping[str, Any]) -> str | None:
    # WordPress's form sends 0 with a comment that replies to none.
    return str(fields["comment_parent"] or "") or None


def _without_empty_numbers(given: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in given.items() if value or not name.startswith("comment_p")}


def _idempotency_key() -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _KEY.fullmatch(key):
        raise MalformedRequest("`Idempotency-Key` must be 1 to 200 printable ASCII characters, like a UUID.")
    return key


def _agent() -> str:
    return "".join(one for one in request.user_agent.string[:AGENT_MOST] if one.isprintable())
