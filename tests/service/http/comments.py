"""Sending comments in tests."""

from tests.builders import PAGE

COMMENTS = "/v1/sites/blog/comments"


def fields(**changes):
    """The fields of a good comment; a change to none leaves a field out."""
    given = {
        "name": "Ada",
        "email": "ada@example.org",
        "body": "The 7.10 boat never waits for the bus.",
        "page": PAGE,
        **changes,
    }
    return {name: value for name, value in given.items() if value is not None}
