"""Whether this web server is about to end, so that a load balancer stops sending requests before it does."""

from pathlib import Path

from flask import Flask, Response, current_app

_EXTENSION = "rejoinder.ending"


class Ending:
    """A file that says so while it is there; all processes of one server look for it. Without a path it never is."""

    def __init__(self, sign: Path | None = None) -> None:
        self._sign = sign

    def is_near(self) -> bool:
        """Whether the server will end soon."""
        return self._sign is not None and self._sign.exists()


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
