"""Where in the queue a moderator is: it travels in addresses and hidden fields, so that every way leads back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.domain.comment import Status
from service.domain.errors import NotFound
from service.domain.token import Token
from service.http.auth import sites_of

EVERYTHING = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One list of comments: a status (none means all), a site (empty means all of the token's), and a cursor."""

    status: Status | None = Status.HELD
    site: str = ""
    cursor: str = ""

    def address(self) -> dict[str, Any]:
        """The place as query arguments."""
        given = {"status": self.status or EVERYTHING, "site": self.site, "cursor": self.cursor}
        return {name: value for name, value in given.items() if value}

    def sites(self, token: Token) -> list[str]:
        """The sites to look at. Raises `NotFound` for one that the token does not cover."""
        mine = sites_of(token)
        if self.site and self.site not in mine:
            raise NotFound(f"There is no site {self.site!r} for this token.")
        return [self.site] if self.site else mine


def place_of(given: Mapping[str, str]) -> Place:
    """The place in a request's arguments or form fields, the held comments by default. Raises `NotFound`."""
    wanted = given.get("status", Status.HELD)
    if wanted not in {*Status, EVERYTHING}:
        raise NotFound(f"There is no list {wanted!r}.")
    status = None if wanted == EVERYTHING else Status(wanted)
    return Place(status=status, site=given.get("site", ""), cursor=given.get("cursor", ""))
