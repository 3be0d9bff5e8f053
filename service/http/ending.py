"""Whether this web server is about to end, so that a load balancer stops sending requests before it does."""

import math
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask, Response, current_app

_EXTENSION = "rejoinder.ending"
_LOOK_SECONDS = 0.1


class Ending:
    """A file that says so while it is there; all processes of one server look for it. Without a path it never is.

    They look ten times a second at most: every request asks. `clock` gives monotonic seconds.
    """

    def __init__(self, sign: Path | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._sign = sign
        self._clock = clock
        self._is_near = False
        self._look_at = -math.inf

    def is_near(self) -> bool:
        """Whether the server will end soon."""
        now = self._clock()
        if self._sign is not None and now >= self._look_at:
            self._look_at = now + _LOOK_SECONDS
            self._is_near = self._sign.exists()
        return self._is_near


def watch_for(ending: Ending, app: Flask) -> None:
    """Let the application know, and let each client that is answered meanwhile connect anew, elsewhere."""
    app.extensions[_EXTENSION] = ending

    @app.after_request
    def part(response: Response) -> Response:
        if ending.is_near():
            response.headers["Connection"] = "close"
        return response


def is_near() -> bool:
    """Whether the server that answers this request will end soon."""
    ending: Ending = current_app.extensions[_EXTENSION]
    return ending.is_near()
