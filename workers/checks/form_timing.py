"""Looks at how long the form was open, and whether its token is ours."""

from dataclasses import dataclass

from service.domain.comment import FormToken, Submission
from service.domain.context import Context
from service.domain.verdict import Opinion

INSTANT = 4.0
FAST = 1.0
FORGED = 3.0
EXPIRED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Under `instant` seconds no person filled the form in; under `fast` seconds few did."""

    instant: float = 1.0
    fast: float = 3.0


def check(submission: Submission, _: Context, options: Options) -> Opinion | None:
    """Points for forms sent too fast or with a wrong token. No token is no opinion: programs may post honestly."""
    form = submission.form
    if form.token is FormToken.FORGED:
        return Opinion(points=FORGED, reason="The form's token is not one of ours: the form was forged.")
    if form.token is FormToken.EXPIRED:
        return Opinion(points=EXPIRED, reason="The form was opened so long ago that its token has expired.")
    if form.token is FormToken.MISSING or form.seconds is None or form.seconds >= options.fast:
        return None
    points = INSTANT if form.seconds < options.instant else FAST
    return Opinion(points=points, reason=f"The form was sent {form.seconds:.1f} seconds after it was opened.")
