"""Load requests by their schemas: every mistake is told at once, under the name that its sender used."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from marshmallow import Schema, ValidationError

from service.domain.errors import FieldError, ValidationFailed

# WordPress's own names of our fields.
NATIVE = {"author": "name", "comment": "body"}
# A body full of unknown fields gets no answer that is many times its size.
ERRORS_MOST = 50
_DETAIL = "Correct what is named in `errors` and send it again."


def _nothing(_: Mapping[str, Any]) -> Mapping[str, str]:
    return {}


def load(
    schema: Schema, given: Mapping[str, Any], *, unfit: Callable[[Mapping[str, Any]], Mapping[str, str]] = _nothing
) -> dict[str, Any]:
    """The fields by our names. `unfit` tells what is wrong with fields that are right by themselves.

    Raises `ValidationFailed` with a JSON pointer for each wrong field.
    """
    written = {ours: native for native, ours in NATIVE.items() if native in given}
    for ours, native in written.items():
        if ours in given:
            raise wrong(f"#/{native}", f"Send `{native}` or `{ours}`, not both.")
    messages: dict[str, list[str]] = {}
    try:
        loaded = schema.load({NATIVE.get(name, name): value for name, value in given.items()})
    except ValidationError as error:
        loaded, messages = error.valid_data, cast("dict[str, list[str]]", error.messages)
    for name, text in unfit(loaded).items():
        messages.setdefault(name, [text])
    if messages:
        raise _failed({written.get(name, name): texts for name, texts in messages.items()})
    return cast("dict[str, Any]", loaded)


def wrong(pointer: str, detail: str) -> ValidationFailed:
    """The error that names this one place of the request."""
    return ValidationFailed(_DETAIL, errors=(FieldError(pointer, detail),))


def _failed(messages: Mapping[str, list[str]]) -> ValidationFailed:
    errors = [FieldError(_pointer(name), text) for name, texts in messages.items() for text in texts]
    return ValidationFailed(_DETAIL, errors=tuple(errors[:ERRORS_MOST]))


def _pointer(name: str) -> str:
    # RFC 6901; an unknown field's name is as long as its sender liked.
    return "#/" + name[:100].replace("~", "~0").replace("/", "~1")
