"""What stands behind the question mark of an address."""

from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from flask import request

from service.domain.errors import NotAllowed
from service.domain.site import Site
from service.domain.token import Token
from service.http.auth import sites_of
from service.http.current import services
from service.http.fields import URL_BYTES_MOST, is_web_address
from service.http.loading import wrong
from service.http.submissions import foreign_page, without_fragment

LIMIT = 50
LIMIT_MOST = 200
DAYS = 30
DAYS_MOST = 366
Choice = TypeVar("Choice", bound=StrEnum)


def page_asked(site: Site) -> str:
    """`page`, on one of the site's origins, without its fragment. Raises `ValidationFailed`."""
    url = request.args.get("page", "")
    if url and (not is_web_address(url) or len(url.encode()) > URL_BYTES_MOST):
        raise wrong("?page", "Write the whole address of the page, like `?page=https%3A%2F%2Fexample.com%2Fpage`.")
    if why := foreign_page(site, url):
        raise wrong("?page", why)
    return without_fragment(url)


def limit_asked() -> int:
    """`limit`, from 1 to 200. Raises `ValidationFailed`."""
    return _number_asked("limit", default=LIMIT, most=LIMIT_MOST)


def _number_asked(name: str, *, default: int, most: int) -> int:
    text = request.args.get(name) or str(default)
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and 1 <= int(text) <= most):
        raise wrong(f"?{name}", f"`{name}` is a number from 1 to {most}.")
    return int(text)


def status_asked(kind: type[Choice]) -> Choice | None:
    """`status`, none if it is left out. Raises `ValidationFailed`."""
    return choice_asked("status", kind)


def choice_asked(name: str, kind: type[Choice]) -> Choice | None:
    """One of a few words, none if it is left out. Raises `ValidationFailed`."""
    text = request.args.get(name)
    if not text:
        return None
    if text not in list(kind):
        words = f"one of {', '.join(kind)}" if len(kind) > 1 else f"{next(iter(kind))}, or left out"
        raise wrong(f"?{name}", f"`{name}` is {words}.")
    return kind(text)


def days_asked() -> int:
    """`days`, from 1 to 366. Raises `ValidationFailed`."""
    return _number_asked("days", default=DAYS, most=DAYS_MOST)


def sites_asked(token: Token) -> list[str]:
    """`site` if it is given, else all of the token's. Raises `NotAllowed` and `NotFound`."""
    name = request.args.get("site")
    if not name:
        return sites_of(token)
    if not token.covers(name):
        raise NotAllowed("This token is not for that site.")
    return [services().site(name).name]


def delivery_asked(*, argument: str = "cursor") -> str:
    """The cursor of a list of deliveries, empty at its beginning. Raises `ValidationFailed`."""
    text = request.args.get(argument, "")
    try:
        return str(UUID(text)) if text else ""
    except ValueError as error:
        raise wrong(f"?{argument}", "This cursor is none of ours. Leave it out to start at the beginning.") from error
