"""Notices forms in which the trap field, which people do not see, was filled in."""

from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`points` suffice for spam by default: nobody fills in a field that is not shown."""

    points: float = 6.0


def check(submission: Submission, _: Context, options: Options) -> Opinion | None:
    """Points when the trap holds anything."""
    if not submission.form.trap.strip():
        return None
    return Opinion(points=options.points, reason="A hidden field of the form was filled in, which only programs do.")
