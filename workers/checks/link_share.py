"""Notices comments that are little more than a link."""

from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion

# What stands beside a link in a long text need not be near it.
OF_THE_WHOLE = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Above `share` of the text (0 to 1) in links, the comment gets `points`."""

    share: float = 0.6
    points: float = 1.0


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points when most of the text is links."""
    text = context.text
    letters = len(text.raw.strip())
    linked = sum(link.span[1] - link.span[0] for link in text.links)
    if not letters or linked <= options.share * letters:
        return None
    percent = min(round(100 * linked / letters), 100)
    return Opinion(points=options.points, reason=f"{percent} % of the text is links.", span=text.links[0].span)
