"""Bodies are taken in before any work begins, so that clients who send a byte a second hold up nobody.

The web server gives each open request a thread. One that waits for bytes costs a few kilobytes and no time; how many
work at once is limited here.
"""

import io
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from werkzeug.exceptions import RequestTimeout

from service.domain.errors import Unavailable
from service.http.silent import end_silent

BODY_BYTES_MOST = 64 * 1024
PATIENCE_SECONDS = 20.0
# Reading waits until a whole piece is there; only then can we look at the clock. Another thread must not wait in our
# place: a request of granian 2.8 that is answered while somebody still reads its body stops the whole process.
# Bodies that stop altogether are ended when others need their places.
PIECE_BYTES = 256
# The web server has a few threads more, so that whoever announces bodies and sends none keeps nobody from reading.
ARRIVING_MOST = 1_050
# Making room looks at every connection. It takes a moment until their places are free.
_MAKE_ROOM_EVERY_SECONDS = 1.0
_FREE_SOON_SECONDS = 0.5


class MakeRoom(Protocol):
    """Ends what has been silent for `seconds` on this port, and says how many that were."""

    def __call__(self, port: int, *, seconds: float) -> int:
        """How many."""
        ...


Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class BodyFirst:
    """A WSGI application around another one, of which at most `working` requests run at the same time.

    A body that goes on arriving after `PATIENCE_SECONDS` is a 408. When `arriving` have no end yet, `make_room` ends
    connections to this port that have been silent for that long; whoever still finds no place gets a 503. What is over
    `BODY_BYTES_MOST` is left unread.
    """

    def __init__(
        self,
        app: Application,
        *,
        working: int,
        arriving: int = ARRIVING_MOST,
        clock: Callable[[], float] = time.monotonic,
        make_room: MakeRoom = end_silent,
    ) -> None:
        self._app = app
        self._clock = clock
        self._turns = threading.BoundedSemaphore(working)
        self._places = threading.BoundedSemaphore(arriving)
        self._make_room = make_room
        self._made_room_at = -_MAKE_ROOM_EVERY_SECONDS

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        length = _announced(environ)
        if 0 < length <= BODY_BYTES_MOST:
            environ["wsgi.input"] = self._in_its_place(environ, length)
        with self._turns:
            return self._app(environ, start_response)

    def _in_its_place(self, environ: dict[str, Any], length: int) -> io.IOBase:
        if not self._places.acquire(blocking=False) and not self._place_made(environ):
            return _GivenUp(Unavailable("Too many requests are arriving. Nothing was stored; send it again."))
        try:
            return self._taken_in(environ["wsgi.input"], length)
        finally:
            self._places.release()

    def _place_made(self, environ: dict[str, Any]) -> bool:
        """Take a place of those that have stopped sending, if there is one."""
        port, now = str(environ.get("SERVER_PORT", "")), self._clock()
        if not port.isdecimal() or now - self._made_room_at < _MAKE_ROOM_EVERY_SECONDS:
            return False
        self._made_room_at = now
        ended = self._make_room(int(port), seconds=PATIENCE_SECONDS)
        return ended > 0 and self._places.acquire(timeout=_FREE_SOON_SECONDS)

    def _taken_in(self, sent: Any, length: int) -> io.IOBase:
        body, closing = bytearray(), self._clock() + PATIENCE_SECONDS
        while len(body) < length:
            if self._clock() > closing:
                return _GivenUp(RequestTimeout())
            piece = sent.read(min(PIECE_BYTES, length - len(body)))
            if not piece:
                break  # the client is gone
            body += piece
        return io.BytesIO(body)


class _GivenUp(io.RawIOBase):
    """What is left of a body that nobody waits for any more."""

    def __init__(self, why: Exception) -> None:
        self._why = why

    def readable(self) -> bool:
        return True

    def readinto(self, _: Any) -> int:
        raise self._why


def _announced(environ: dict[str, Any]) -> int:
    written = environ.get("CONTENT_LENGTH") or ""
    return int(written) if written.isdecimal() else 0
