"""How often one client may do what: in this process at once, in all of them a tenth of a second later."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Literal, ParamSpec, TypeVar, cast

from flask import Flask, current_app, request

from service.domain.errors import TooManyRequests
from service.domain.windows import Window
from service.http.count_sharing import Sharing
from service.http.counts import Counts
from service.http.current import services
from service.redis_client import web_client
from service.services import Services

Kind = Literal["submit", "read", "sign_in"]
P = ParamSpec("P")
R = TypeVar("R")
_EXTENSION = "rejoinder.limits"


def register(app: Flask, services: Services) -> None:
    """Give the application its counts."""
    counts = Counts(web_client(services.settings.redis_url))
    app.extensions[_EXTENSION] = counts, Sharing(counts, on_failure=services.metrics.limits_unshared.inc)


def limit(kind: Kind) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorate a view: each request counts, and one too many raises `TooManyRequests`."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def limited(*args: P.args, **kwargs: P.kwargs) -> R:
            spend(kind)
            return view(*args, **kwargs)

        return limited

    return decorate


def spend(kind: Kind) -> None:
    """Count this request. Raises `TooManyRequests`."""
    _refuse_if(Counts.spend, kind)


def refuse_if_used_up(kind: Kind) -> None:
    """Count nothing, but raise `TooManyRequests` if nothing is left: for limits that only failures are counted by."""
    _refuse_if(Counts.used_up, kind)


def _refuse_if(full: Callable[..., float | None], kind: Kind) -> None:
    windows = _windows(kind)
    if not windows:
        return
    # The address itself never gets to Redis.
    client = services().keyring.client_key(request.remote_addr or "")
    seconds = full(_counts(), kind, client=client, windows=windows)
    if seconds is not None:
        whole = int(seconds) + 1
        raise TooManyRequests(f"Please wait {whole} seconds, then try again.", retry_after=whole)


def _windows(kind: Kind) -> Sequence[Window]:
    limits = services().settings.limits
    return cast("Sequence[Window]", getattr(limits, kind)) if limits.enabled else ()


def _counts() -> Counts:
    counts, sharing = cast("tuple[Counts, Sharing]", current_app.extensions[_EXTENSION])
    sharing.run()
    return counts
