"""Whether the configured user may do what publishing needs, and no more."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from service.domain.delivery import DeliveryFailed
from workers.answers import json_of
from workers.wordpress.refusals import CREDENTIALS_ADVICE, NOT_REST_ADVICE
from workers.wordpress.rest import Rest

# Create as a guest and change the status; list what is not approved; see all of it.
NEEDED = ("moderate_comments", "edit_posts", "edit_others_posts", "edit_published_posts")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def problems_of(rest: Rest) -> Sequence[str]:
    """What is wrong with address, user, password or role, each with its mend."""
    try:
        answer = rest.ask("GET", "/wp/v2/users/me", query={"context": "edit"})
    except DeliveryFailed as failure:
        return [failure.message]
    user = json_of(answer)
    if not isinstance(user, dict):
        return [f"{rest.url}: {NOT_REST_ADVICE}."]
    if answer.status in (401, 403):
        return [*_in_the_clear(rest.url), CREDENTIALS_ADVICE]
    # Without any capability PHP makes a list of the empty array.
    if not isinstance(user.get("capabilities") or {}, dict) or "capabilities" not in user:
        return [f"WordPress answered {answer.status}: {user.get('message') or NOT_REST_ADVICE}."]
    return [*_in_the_clear(rest.url), *_of_role(user)]


def _of_role(user: dict[str, Any]) -> Sequence[str]:
    capabilities = {name for name, given in (user["capabilities"] or {}).items() if given}
    found = []
    if missing := [name for name in NEEDED if name not in capabilities]:
        found.append(f"The WordPress user lacks {', '.join(missing)}. Give its role these capabilities.")
    if "unfiltered_html" in capabilities:
        found.append(
            "The WordPress user may post unfiltered HTML, as editors and administrators may: whoever gets hold of its "
            "password can put scripts into your pages. Use a user whose role is rejoinder_publisher."
        )
    return found


def _in_the_clear(url: str) -> Sequence[str]:
    parts = urlsplit(url)
    if parts.scheme == "https" or parts.hostname in _LOOPBACK:
        return []
    return [f"{url} is not https: the application password would cross the network readable. Use https."]
