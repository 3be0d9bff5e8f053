"""Stands between a publisher and WordPress, to lose answers and to hold requests back."""

from collections.abc import Iterator
from contextlib import contextmanager

import urllib3

from tests.host_server import HostServer, Received, Reply, serving
from tests.wordpress.rig import WordPress

_HOP_BY_HOP = ("connection", "content-length", "transfer-encoding", "keep-alive")


@contextmanager
def in_front_of(site: WordPress) -> Iterator[HostServer]:
    """A server whose answers are the site's."""
    with serving(lambda received: forward(received, site)) as proxy:
        yield proxy


def forward(received: Received, site: WordPress) -> Reply:
    """The site's answer to a request; it sees its own host name, so that it redirects nobody."""
    answer = urllib3.request(
        received.method,
        site.url + received.target,
        headers={**received.headers, "host": site.place},
        body=received.body,
        redirect=False,
        retries=False,
        timeout=30,
    )
    headers = {name: value for name, value in answer.headers.items() if name.lower() not in _HOP_BY_HOP}
    return Reply(status=answer.status, headers=headers, body=answer.data)


def creates_a_comment(received: Received) -> bool:
    """Whether the request is the publisher's that creates a comment."""
    return received.method == "POST" and received.target.endswith("/wp/v2/comments")
