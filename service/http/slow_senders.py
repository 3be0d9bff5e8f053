"""Bodies are taken in before any work begins, so that clients who send a byte a second hold up nobody.

The web server gives each open request a thread. One that waits for bytes costs a few kilobytes and no time; how many
work at once is limited here.
"""

import io
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.exceptions import RequestTimeout

BODY_BYTES_MOST = 64 * 1024
PATIENCE_SECONDS = 20.0
# Reading waits until a whole piece is there; only then can we look at the clock.
PIECE_BYTES = 256

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class BodyFirst:
    """A WSGI application around another one, of which at most `working` requests run at the same time.

    A body that is not there after `PATIENCE_SECONDS` is a 408; what is over `BODY_BYTES_MOST` is left unread.
    """

    def __init__(self, app: Application, *, working: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._clock = clock
        self._turns = threading.BoundedSemaphore(working)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        length = _announced(environ)
        if 0 < length <= BODY_BYTES_MOST:
            environ["wsgi.input"] = self._taken_in(environ["wsgi.input"], length)
        with self._turns:
            return self._app(environ, start_response)

    def _taken_in(self, sent: Any, length: int) -> io.IOBase:
        body, closing = bytearray(), self._clock() + PATIENCE_SECONDS
        while len(body) < length:
            if self._clock() > closing:
                return _GivenUp()
            piece = sent.read(min(PIECE_BYTES, length - len(body)))
            if not piece:
                break  # the client is gone
            body += piece
        return io.BytesIO(body)


class _GivenUp(io.RawIOBase):
    """What is left of a body that nobody waits for any more."""

    def readable(self) -> bool:
        return True

    def readinto(self, _: Any) -> int:
        raise RequestTimeout


def _announced(environ: dict[str, Any]) -> int:
    written = environ.get("CONTENT_LENGTH") or ""
    return int(written) if written.isdecimal() else 0
