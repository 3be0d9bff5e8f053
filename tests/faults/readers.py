"""Readers who send their comments until they are taken, under the same key."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException

from tests.faults.compose import POISON
from tests.faults.stack import FORBIDDEN, ORIGIN

READERS = 8
PATIENCE_SECONDS = 150
_SPAM_EVERY = 10


@dataclass(frozen=True)
class Remark:
    """One reader's comment, unlike any other."""

    row: str
    number: int
    site: str
    poisoned: bool = False
    on_wordpress: bool = False

    @property
    def is_spam(self):
        return self.number % _SPAM_EVERY == 3

    @property
    def body(self):
        text = f"I have something to say on {FORBIDDEN if self.is_spam else 'the ferry and its timetable'}."
        return f"Remark {self.number} under {self.row}: {POISON if self.poisoned else text}"

    @property
    def fields(self):
        fields = {
            "name": f"Reader {self.number}",
            "email": f"reader{self.number}@example.org",
            "body": self.body,
            "page": f"{ORIGIN}/{self.row}/{self.number // 10}",
        }
        return fields | ({"comment_post_ID": 4} if self.on_wordpress else {})


def remarks(row, numbers, stack):
    """The remarks with these numbers, spread over the sites of the row."""
    sites = row.sites
    return [
        Remark(
            row=row.name,
            number=number,
            site=sites[number % len(sites)],
            poisoned=row.poisoned and number == 12,
            on_wordpress=stack.sites[sites[number % len(sites)]] == "wordpress",
        )
        for number in numbers
    ]


def post_all(stack, written, *, within=0.0):
    """Send all of them, spread over so many seconds: the id of each."""
    began = time.monotonic()

    def post(at, remark):
        time.sleep(max(0.0, began + at - time.monotonic()))  # readers come when they come
        return post_one(stack, remark)

    with ThreadPoolExecutor(READERS) as readers:
        pauses = [within * number / len(written) for number in range(len(written))]
        return dict(zip(written, readers.map(post, pauses, written), strict=True))


@dataclass
class Attempts:
    """How many answers were none."""

    failed: int = 0


def post_one(stack, remark, *, attempts=None):
    """The id of the comment, once there is a 202; before, attempts are counted that failed."""
    attempts = attempts or Attempts()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        path = f"/v1/sites/{remark.site}/comments"
        try:
            status, answer = stack.ask("POST", path, remark.fields, key=f"{remark.row}-{remark.number}")
        except (OSError, HTTPException, ValueError):
            status = 0
        if status == 202:
            return answer["id"]
        assert status in (0, 502, 503), (status, answer)
        attempts.failed += 1
        time.sleep(0.1)
    raise AssertionError(f"{remark} was never acknowledged")
