"""Finds the post of a page when only the page's address is known."""

from datetime import datetime
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from service.domain.delivery import DeliveryFailed, Failure
from workers.wordpress.rest import Rest
from workers.wordpress.shapes import number, place, rows

_EXTENSIONS = (".html", ".htm", ".php")


def find_post(rest: Rest, page: str, *, now: datetime) -> int:
    """The number of the post or page whose permalink `page` is."""
    parts = urlsplit(page)
    if named := _number_in(parts.query):
        return named
    for search in _searches(parts):
        for kind in ("posts", "pages"):
            query = {**search, "per_page": 100, "_fields": "id,link"}
            for found in rows(rest.call("GET", f"/wp/v2/{kind}", now=now, query=query)):
                if _place(place(found, "link")) == _place(parts):
                    return number(found, "id")
    raise DeliveryFailed(
        f"WordPress has no post whose permalink is {page}. Let the form send comment_post_ID, as the Rejoinder plugin "
        "does, or reject the comment.",
        failure=Failure.PERMANENT,
    )


def _number_in(query: str) -> int | None:
    """The post number of an address without pretty permalinks."""
    arguments = parse_qs(query)
    numbers = (arguments.get(name, [""])[0] for name in ("p", "page_id"))
    return next((int(one) for one in numbers if one.isascii() and one.isdigit()), None)


def _searches(parts: SplitResult) -> list[dict[str, Any]]:
    """How to look for the post: by slug, and by number where the permalink ends in one."""
    name = unquote(parts.path.rstrip("/").rpartition("/")[2])
    for extension in _EXTENSIONS:
        name = name.removesuffix(extension)
    if not name:
        return []
    by_number = [{"include": int(name)}] if name.isascii() and name.isdigit() else []
    return [*by_number, {"slug": name}]


def _place(parts: SplitResult) -> tuple[str, str]:
    """Host and path without what does not tell pages apart: scheme, last slash, way of escaping, query."""
    return parts.netloc.lower(), unquote(parts.path).rstrip("/")
