"""What commands read: comments as lines of JSON, and models."""

import json
from contextlib import suppress

from fuzz.target import Target
from service.domain.policy import Policy
from workers.comment_line import BadLineError, parsed
from workers.learning.learner import Learner
from workers.learning.snapshot import BadSnapshotError, dumped, loaded
from workers.lines import LineJudge, judge_lines
from workers.runtime import scorer_for


class Broke(AssertionError):
    """A check broke."""


def _observe(run: object) -> None:
    if error := getattr(run, "error", None):
        raise Broke from error


_JUDGE = LineJudge(scorer_for(Policy(), observe=_observe), Policy(), learner=Learner())


def line(raw: bytes) -> None:
    """A line of `rejoinder judge`: it is judged, or refused in words."""
    with suppress(BadLineError):
        parsed(raw)
    for verdict in judge_lines([raw], judge=_JUDGE):
        json.dumps(verdict)


def model(raw: bytes) -> None:
    """A file that should be a model."""
    with suppress(BadSnapshotError):
        loaded(raw)


_LINES = (
    b'{"id": 1, "text": "The boat was late.", "author": "Ada", "email": "ada@example.org", "label": "ham"}',
    b'{"text": "free casino http://win.example", "timestamp": "0001-01-01T00:00:00+23:59"}',
    b'{"text": "\\ud83d", "author": null, "page": "https://a.example/", "url": 5}',
)
TARGETS = {"line": Target(line, _LINES), "model": Target(model, (dumped(Learner()), b"{}\nx"))}
