"""The hosts of the fault tests: what they show, and the place in the middle of an exchange with them."""

import json
import threading
from collections import Counter

from tests.faults.places import Place
from tests.host_server import HostServer, Reply
from tests.workers.publishers.fake_wordpress import FakeWordPress


class Blog:
    """A static site: what lies in its files."""

    kind = "static_site"

    def __init__(self, directory):
        self.directory = directory

    def shown(self):
        """How often each comment is shown, by its text."""
        files = self.directory.rglob("*.json")
        return Counter(_text(one["body_html"]) for file in files for one in json.loads(file.read_text())["comments"])

    def close(self):
        """Nothing runs."""


class _Served:
    """A host over HTTP. `instead` answers while it misbehaves; none lets the host answer."""

    def __init__(self, places):
        self.places = places
        self.instead = None
        self.misbehaved = 0
        self._lock = threading.Lock()
        self.server = HostServer(self._respond)

    @property
    def place(self):
        return self.server.place

    def close(self):
        self.server.close()

    def _respond(self, received):
        with self._lock:
            misbehaving = self.instead
            if misbehaving is not None:
                self.misbehaved += 1
        if misbehaving is not None:
            return misbehaving(received, self._answer)
        reply = self._answer(received)
        # Now the host has done what it was asked for, and its answer is not on the way yet.
        self.places.reach(Place.PUBLISHING)
        return reply

    def _answer(self, received):
        raise NotImplementedError


class Press(_Served):
    """A WordPress, which makes a new comment whenever it is asked to."""

    kind = "wordpress"

    def __init__(self, places):
        self.wordpress = FakeWordPress()
        super().__init__(places)

    def shown(self):
        """How often each comment is shown, by its text."""
        return Counter(list(self.wordpress.shown))

    def _answer(self, received):
        with self._lock:
            return self.wordpress(received)


class Hook(_Served):
    """Software of the site's own that listens to webhooks and keeps the newest version of each comment."""

    kind = "webhook"

    def __init__(self, places):
        self.newest = {}
        super().__init__(places)

    def shown(self):
        """How often each comment is shown, by its text."""
        told = [one for one in list(self.newest.values()) if one["status"] == "approved"]
        return Counter(_text(one["comment"]["body_html"]) for one in told)

    def _answer(self, received):
        if received.method == "POST":
            about = received.json["data"]
            with self._lock:
                known = self.newest.get(about["id"])
                if known is None or known["version"] < about["version"]:
                    self.newest[about["id"]] = about
        return Reply()


def _text(html):
    return html.replace("<p>", "").replace("</p>", "").strip()
