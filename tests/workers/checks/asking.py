"""One comment, as the checks meet it."""

from datetime import UTC, datetime

from service.domain.comment import Status
from service.domain.context import Context, Earlier
from service.domain.text import normalise
from tests.builders import PAGE, a_submission

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


def a_context(body, **changes):
    return Context(**{"now": NOW, "text": normalise(body), **changes})


def an_earlier(**changes):
    given = {
        "id": "1",
        "status": Status.APPROVED,
        "page": PAGE,
        "seconds": 60.0,
        "same_author": False,
    }
    return Earlier(**{**given, **changes})


def opinion(module, body="A body.", *, options=None, context=None, **submission):
    """What a check says of a comment; `context` holds what is unusual about the context."""
    asked = a_submission(body=body, **submission)
    return module.check(asked, a_context(body, **(context or {})), module.Options(**(options or {})))


def points(module, body="A body.", **rest):
    """The points, 0 for no opinion."""
    found = opinion(module, body, **rest)
    return 0 if found is None else found.points
