"""Calls to WordPress's REST interface as one user."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from workers.answers import json_of
from workers.outbound import Answer, Outbound
from workers.wordpress.refusals import refusal_of

_JSON = {"content-type": "application/json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """One WordPress, as seen by one user.

    `url` is the site's address, or its REST root when that must be used: `…/wp-json`. From the site's address the form
    `?rest_route=` is used, which needs no permalink settings.
    """

    url: str
    user: str
    password: str = field(repr=False)
    outbound: Outbound

    def ask(self, method: str, route: str, *, query: Mapping[str, Any] | None = None, content: Any = None) -> Answer:
        """The answer to one call as it is; `route` begins with `/wp/v2/`."""
        body = None if content is None else json.dumps(content).encode()
        headers = {"authorization": self._authorization(), "accept": "application/json", **(_JSON if body else {})}
        return self.outbound.request(method, self.address_of(route, query=query), headers=headers, body=body)

    def call(
        self,
        method: str,
        route: str,
        *,
        now: datetime,
        query: Mapping[str, Any] | None = None,
        content: Any = None,
    ) -> Any:
        """The JSON of a success; a `Refused` with the mend for everything else."""
        answer = self.ask(method, route, query=query, content=content)
        if refusal := refusal_of(answer, url=self.url, now=now):
            raise refusal
        return json_of(answer)

    def address_of(self, route: str, *, query: Mapping[str, Any] | None = None) -> str:
        """The URL of a route, below `…/wp-json` or behind `?rest_route=`."""
        root = self.url.rstrip("/").removesuffix("/wp/v2")
        arguments = urlencode(query or {})
        if root.endswith("/wp-json"):
            return f"{root}{route}" + (f"?{arguments}" if arguments else "")
        if not root.endswith("?rest_route="):
            root += "/?rest_route="
        return f"{root}{route}" + (f"&{arguments}" if arguments else "")

    def _authorization(self) -> str:
        return "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
