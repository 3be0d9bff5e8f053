"""The small pieces that the description of the API is put together from."""

from typing import Any

from service.http.queries import LIMIT, LIMIT_MOST

# The comment of all examples.
AN_ID = "01939f5c-7c2e-7b1a-9a51-0c9e5b1f3d77"
_WHEN = {
    400: "The request cannot be read.",
    401: "No token, or one that is unknown, expired or revoked; or no good signature.",
    403: "Not with this token, or not from this page.",
    404: "There is no such thing here.",
    409: "The present status does not allow it, and `current` names it; or it was answered before.",
    411: "The body came in chunks, without `Content-Length`.",
    412: "Somebody else decided in between; `current` tells what.",
    413: "More than 64 KiB.",
    415: "Neither JSON nor a plain form.",
    422: "Fields are wrong; `errors` names each.",
    429: "Too many requests; `Retry-After` says when to come back.",
    503: "Nothing was stored; send it again.",
}


def problems(*codes: int) -> dict[str, Any]:
    """The answers for these things that can go wrong."""
    content = {"application/problem+json": {"schema": ref("Problem")}}
    return {str(code): {"description": _WHEN[code], "content": content} for code in codes}


def or_pages(answers: dict[str, Any]) -> dict[str, Any]:
    """The same answers, which readers whose browsers sent a form get as pages."""
    pages: dict[str, Any] = {"text/html": {}}
    return {code: {**one, "content": {**one["content"], **pages}} for code, one in answers.items()}


def answer(schema: str, description: str, example: object = None) -> dict[str, Any]:
    """An answer in JSON."""
    content: dict[str, Any] = {"schema": ref(schema)}
    if example is not None:
        content["example"] = example
    return {"description": description, "content": {"application/json": content}}


def ref(name: str) -> dict[str, str]:
    """A reference to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def path(name: str, **schema: Any) -> dict[str, Any]:
    """A part of the path."""
    return {"in": "path", "name": name, "required": True, "schema": {"type": "string", **schema}}


def query(name: str, description: str, *, required: bool = False, **schema: Any) -> dict[str, Any]:
    """A query parameter."""
    typed = {"type": "string", **schema}
    return {"in": "query", "name": name, "description": description, "required": required, "schema": typed}


def header(name: str, description: str) -> dict[str, Any]:
    """A request header."""
    return {"in": "header", "name": name, "description": description, "schema": {"type": "string"}}


def limit() -> dict[str, Any]:
    """How many a list gives."""
    return query("limit", "How many.", type="integer", minimum=1, maximum=LIMIT_MOST, default=LIMIT)


def cursor() -> dict[str, Any]:
    """Where a list goes on."""
    return query("cursor", "`next` of the answer before.")
