"""What a person is told once all is up: where to look, and how to sign in."""

import json
import threading
import time
from collections.abc import Callable, Mapping
from http.client import HTTPException
from typing import IO, Any
from urllib.error import HTTPError
from urllib.request import urlopen

from service.settings import Settings

SLOW_SECONDS = 30.0
_POLL_SECONDS = 0.1
_ANSWER_SECONDS = 5.0

_READY = """
Rejoinder is ready.

{places}

Ctrl-C stops it. Comments and settings stay in {home}.
"""


def ready_text(settings: Settings) -> str:
    """The friendly page for the terminal."""
    places = "\n".join(f"  {name:18}{place}" for name, place in _places(settings))
    return _READY.format(places=places, home=settings.home)


def _places(settings: Settings) -> list[tuple[str, str]]:
    url, token, demo = settings.public_url, settings.home / "moderator.token", settings.sites.get("demo")
    # A demo whose origins do not name this address takes no comments.
    works = demo is not None and demo.owns(f"{url}/demo/")
    shown = f"cat {token}" if token.exists() else "rejoinder token create NAME"
    return [
        *([("Leave a comment", f"{url}/demo/")] if works else []),
        ("Moderate", f"{url}/review/"),
        ("", f"Sign in with the token that this shows: {shown}"),
        *([("Webhooks", f"{url}/demo/webhooks")] if works else []),
        ("Settings", str(settings.config)),
    ]


class Announcement:
    """Watches `/readyz` in a thread and says once that all is up, or what is missing after a while."""

    def __init__(self, url: str, *, text: str, say: Callable[[str], None], slow: float = SLOW_SECONDS) -> None:
        self._url = url
        self._text = text
        self._say = say
        self._slow = slow
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True, name="announcement")

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        slow_at: float | None = time.monotonic() + self._slow
        while not self._over.wait(_POLL_SECONDS):
            answer = ask(self._url)
            if answer.get("status") == "ready":
                self._say(self._text)
                return
            if slow_at is not None and time.monotonic() > slow_at:
                slow_at = None
                self._say(f"Not ready yet. {self._url}/readyz says: {json.dumps(answer)}. The lines above may say why.")


def ask(url: str) -> Mapping[str, Any]:
    """What `/readyz` says, whatever its HTTP status; where nobody answers, a status `unreachable` with the reason."""
    try:
        with _answer(f"{url}/readyz") as answer:
            said = json.load(answer)
    except (HTTPException, OSError, ValueError) as error:
        return {"status": "unreachable", "reason": str(error)}
    return said if isinstance(said, dict) else {"status": "unreachable", "reason": "no answer of Rejoinder's"}


def _answer(url: str) -> IO[bytes]:
    try:
        found: IO[bytes] = urlopen(url, timeout=_ANSWER_SECONDS)  # noqa: S310 (our own address)
    except HTTPError as error:
        return error
    return found
