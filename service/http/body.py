"""The bytes of a request's body."""

from flask import request
from werkzeug.exceptions import LengthRequired


def read() -> bytes:
    """The whole body, 64 KiB at most. Raises `RequestEntityTooLarge` and `LengthRequired`."""
    # WSGI knows a body's end only by Content-Length; without it, one sent in chunks looks empty.
    if request.content_length is None and "Transfer-Encoding" in request.headers:
        raise LengthRequired
    return request.get_data(cache=False)
