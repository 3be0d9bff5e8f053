"""Finds accounts that are named in passing: `write to @somebody`."""

import re
from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion

# At the start of a line it is somebody who is answered.
_ACCOUNT = re.compile(r"@(?:(?<=\S[ (:,—–-]@)|(?<=\S [(\[—–-]@))[a-z]\w{3,31}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`points`: lower them where readers often speak of each other's accounts."""

    points: float = 0.75


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """A little for the name of an account, unless the comment or a line begins with it."""
    text = context.text
    found = _ACCOUNT.search(text.normal)
    if found is None:
        return None
    return Opinion(points=options.points, reason=f"Names an account: {found[0]}.", span=text.raw_span(found.span()))
