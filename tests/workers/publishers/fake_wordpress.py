"""As much of WordPress's REST interface as the publisher speaks, in memory; the real one is asked elsewhere."""

from dataclasses import dataclass, field
from typing import Any

from tests.host_server import Received, Reply

POSTS = {4: "http://blog.example/2026/harbour"}
CAPABILITIES = ("moderate_comments", "edit_posts", "edit_others_posts", "edit_published_posts")


@dataclass
class FakeWordPress:
    """Answers as a `HostServer` responds. `comments` by id, in the words of WordPress, `of` by author."""

    comments: dict[int, dict[str, Any]] = field(default_factory=dict)
    role: tuple[str, ...] = CAPABILITIES
    of: dict[str, list[int]] = field(default_factory=dict)

    @property
    def shown(self) -> list[str]:
        return [one["content"] for one in self.comments.values() if one["status"] == "approved"]

    def __call__(self, received: Received) -> Reply:
        route = received.query.get("rest_route") or received.path.partition("/wp-json")[2]
        number = route.rpartition("/")[2]
        if route == "/wp/v2/users/me":
            return Reply.of_json({"capabilities": dict.fromkeys(self.role, True)})
        if route in ("/wp/v2/posts", "/wp/v2/pages"):
            return self._posts(received, kind=route)
        if route == "/wp/v2/comments":
            return self._create(received) if received.method == "POST" else self._list(received)
        if not number.isdigit() or int(number) not in self.comments:
            return refusal(404, "rest_comment_invalid_id")
        if received.query.get("_method") == "DELETE":
            return Reply.of_json({"deleted": True, "previous": self.comments.pop(int(number))})
        self.comments[int(number)].update(received.json)
        return Reply.of_json(self.comments[int(number)])

    def _posts(self, received: Received, *, kind: str) -> Reply:
        slug = received.query.get("slug")
        found = [{"id": id, "link": link} for id, link in POSTS.items() if link.rpartition("/")[2] == slug]
        return Reply.of_json(found if kind.endswith("posts") else [])

    def _create(self, received: Received) -> Reply:
        given = received.json
        if any(_same(given, one) for one in self._by(given["author_email"])):
            return refusal(409, "comment_duplicate")
        id = next(reversed(self.comments), 0) + 1
        self.keep({"id": id, "link": f"{POSTS[4]}#comment-{id}", **given})
        return Reply.of_json(self.comments[id], status=201)

    def keep(self, comment: dict[str, Any]) -> None:
        """Have this comment, however it came."""
        self.comments[comment["id"]] = comment
        self.of.setdefault(comment["author_email"], []).append(comment["id"])

    def _list(self, received: Received) -> Reply:
        up = {"_embedded": {"up": [{"link": POSTS[4]}]}}
        return Reply.of_json([one | up for one in self._by(received.query["author_email"])])

    def _by(self, author: str) -> list[dict[str, Any]]:
        return [self.comments[id] for id in self.of.get(author, []) if id in self.comments]


def refusal(status: int, code: str) -> Reply:
    return Reply.of_json({"code": code, "message": "No.", "data": {"status": status}}, status=status)


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one[name] == other.get(name) for name in ("post", "parent", "content", "author_email"))
