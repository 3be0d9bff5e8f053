"""How often one client may do what. The counts live in Redis; when it cannot be asked, everybody may."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Literal, ParamSpec, TypeVar, cast

import structlog
from flask import Flask, current_app, request
from limits import RateLimitItem, parse_many
from limits.storage import RedisStorage
from limits.strategies import FixedWindowRateLimiter, RateLimiter
from redis import RedisError

from service.domain.errors import TooManyRequests
from service.http.current import services
from service.redis_client import web_client
from service.services import Services

log = structlog.get_logger()

Kind = Literal["submit", "read", "sign_in"]
P = ParamSpec("P")
R = TypeVar("R")
_EXTENSION = "rejoinder.limits"


class Limits:
    """The windows of `[limits]`."""

    def __init__(self, windows: RateLimiter, *, allowed: Mapping[Kind, Sequence[RateLimitItem]]) -> None:
        self._windows = windows
        self._allowed = allowed

    def spend(self, kind: Kind, *, client: str) -> RateLimitItem | None:
        """Count one more, and tell which window that was too many for."""
        return next((one for one in self._of(kind) if not self._windows.hit(one, kind, client)), None)

    def used_up(self, kind: Kind, *, client: str) -> RateLimitItem | None:
        """Which window is full; counts nothing."""
        return next((one for one in self._of(kind) if not self._windows.test(one, kind, client)), None)

    def seconds_left(self, window: RateLimitItem, kind: Kind, *, client: str, now: float) -> int:
        """How long the full window lasts from `now`, in Unix time."""
        reset_at = self._windows.get_window_stats(window, kind, client).reset_time
        return min(max(int(reset_at - now) + 1, 1), window.get_expiry())

    def _of(self, kind: Kind) -> Sequence[RateLimitItem]:
        return self._allowed.get(kind, ())


def register(app: Flask, services: Services) -> None:
    """Give the application its limits; none when they are switched off."""
    limits = services.settings.limits
    pool = web_client(services.settings.redis_url).connection_pool
    windows = FixedWindowRateLimiter(RedisStorage("redis://", connection_pool=pool))
    allowed: dict[Kind, Sequence[RateLimitItem]] = {}
    if limits.enabled:
        allowed = {
            "submit": parse_many(limits.submit),
            "read": parse_many(limits.read),
            "sign_in": parse_many(limits.sign_in),
        }
    app.extensions[_EXTENSION] = Limits(windows, allowed=allowed)


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
    _refuse_if(_limits().spend, kind)


def refuse_if_used_up(kind: Kind) -> None:
    """Count nothing, but raise `TooManyRequests` if nothing is left: for limits that only failures are counted by."""
    _refuse_if(_limits().used_up, kind)


def _refuse_if(full: Callable[..., RateLimitItem | None], kind: Kind) -> None:
    # The address itself never gets to Redis.
    client = services().keyring.client_key(request.remote_addr or "")
    try:
        window = full(kind, client=client)
        if window is None:
            return
        seconds = _limits().seconds_left(window, kind, client=client, now=services().clock().timestamp())
    except RedisError as error:
        services().metrics.limits_skipped.inc()
        log.warning("limit.skipped", limit=kind, error=type(error).__name__)
        return
    raise TooManyRequests(f"Please wait {seconds} seconds, then try again.", retry_after=seconds)


def _limits() -> Limits:
    return cast("Limits", current_app.extensions[_EXTENSION])
