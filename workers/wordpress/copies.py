"""The copies of one comment that a WordPress has: normally none or one, two after a lost answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.domain.delivery import Failure
from workers.wordpress.refusals import GONE, HIDDEN_ADVICE, Refused
from workers.wordpress.rest import Rest
from workers.wordpress.shapes import number, row, rows, text

_ROUTE = "/wp/v2/comments"
_FIELDS = "id,status,author_email,author_ip,author_user_agent,_links,_embedded"
NO_ADDRESS = "0.0.0.0"
NO_AGENT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One WordPress comment. `page` is the permalink of its post."""

    id: int
    status: str
    address: str
    agent: str
    page: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """All that WordPress has under one author address, which is made from our comment id and given to nothing else."""

    rest: Rest
    author: str
    now: datetime

    def all(self) -> Sequence[Copy]:
        """The copies in any status, lowest id first."""
        query = {
            "author_email": self.author,
            # `all` would leave out spam and trash.
            "status": "any",
            "context": "edit",
            "orderby": "id",
            "order": "asc",
            "per_page": 100,
            "_fields": _FIELDS,
            "_embed": "up",
        }
        listed = rows(self.rest.call("GET", _ROUTE, now=self.now, query=query))
        found = [_copy(one) for one in listed if text(one, "author_email").lower() == self.author]
        return sorted(found, key=lambda copy: copy.id)

    def create(self, fields: dict[str, Any]) -> Sequence[Copy]:
        """Add a copy on hold, and list all again: a first try whose answer was lost may have landed too."""
        content = {**fields, "author_email": self.author, "status": "hold"}
        made = number(row(self.rest.call("POST", _ROUTE, now=self.now, content=content)), "id")
        copies = self.all()
        # WordPress leaves out what the role may not see and says nothing of it; a retry would then make another copy.
        if made not in {copy.id for copy in copies}:
            raise Refused(HIDDEN_ADVICE, failure=Failure.REFUSED)
        return copies

    def turn(self, copy: Copy, status: str, *, address: str, agent: str) -> None:
        """Change a copy's status and look whether it did: WordPress answers 200 to words it does not know.

        Address and agent go with it, because WordPress would put ours in their place.
        """
        if copy.status == status:
            return
        content = {
            "status": status,
            "author_ip": address or copy.address or NO_ADDRESS,
            "author_user_agent": agent or copy.agent or NO_AGENT,
        }
        changed = text(row(self.rest.call("POST", f"{_ROUTE}/{copy.id}", now=self.now, content=content)), "status")
        if changed != status:
            raise Refused(
                f"We asked WordPress to make comment {copy.id} {status} and it made it {changed}: another "
                "plugin decides there too. See “Other spam plugins” in docs/publishers.md.",
                failure=Failure.REFUSED,
            )

    def delete(self, copy: Copy) -> None:
        """Delete a copy for good, past the trash."""
        try:
            # nginx, set up as WordPress recommends, answers 405 to a DELETE of `/?rest_route=`.
            self.rest.call("POST", f"{_ROUTE}/{copy.id}", now=self.now, query={"_method": "DELETE", "force": "true"})
        except Refused as refused:
            if refused.code != GONE:
                raise


def _copy(listed: dict[str, Any]) -> Copy:
    above = rows(row(listed.get("_embedded") or {}).get("up") or [{}])
    return Copy(
        id=number(listed, "id"),
        status=text(listed, "status"),
        address=text(listed, "author_ip"),
        agent=text(listed, "author_user_agent"),
        page=text(above[0], "link") or None,
    )
