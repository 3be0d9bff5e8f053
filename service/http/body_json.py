"""Read a JSON object out of a request body that anybody may have written."""

import json
from typing import Any, NoReturn

from service.domain.errors import MalformedRequest

# More digits than any id has; reading very long numbers takes quadratic time.
DIGITS_MOST = 19
# As of forms. Telling thousands of them one by one that nobody knows them takes longer than keeping a comment.
FIELDS_MOST = 100


def read(raw: bytes) -> dict[str, Any]:
    """The object. Raises `MalformedRequest` with what is wrong, and where."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedRequest(f"The body is not UTF-8: byte {error.start} does not fit.") from error
    try:
        found = json.loads(text, object_pairs_hook=_object, parse_int=_integer, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise MalformedRequest(f"The body is not JSON: {error.msg} at character {error.pos}.") from error
    except RecursionError as error:
        raise MalformedRequest("The body is nested too deeply. Send one flat JSON object.") from error
    if not isinstance(found, dict):
        raise MalformedRequest('The body is JSON, but not an object. Send fields by name, like {"name": "Ada"}.')
    return found


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > FIELDS_MOST:
        raise MalformedRequest(f"The body has more than {FIELDS_MOST} fields.")
    found = dict(pairs)
    if len(found) < len(pairs):
        raise MalformedRequest("The body names a field twice. Send each field once.")
    return found


def _integer(digits: str) -> int:
    if len(digits) > DIGITS_MOST:
        raise MalformedRequest(f"The body has a number of {len(digits)} digits; {DIGITS_MOST} are allowed.")
    return int(digits)


def _constant(name: str) -> NoReturn:
    raise MalformedRequest(f"The body says {name}, which JSON does not have.")
