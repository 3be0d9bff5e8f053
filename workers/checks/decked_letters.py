"""Finds letters decked with marks that no language puts there: f̲r̲e̲e̲."""

from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.text import Disguise
from service.domain.verdict import Opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`points` hold a comment by default."""

    points: float = 2.0


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points when the normal form had to take decorations off."""
    spans = context.text.unmasked_as(Disguise.DECKED)
    if not spans:
        return None
    count = "A word" if len(spans) == 1 else f"{len(spans)} words"
    reason = f"{count} with a mark on every letter, as no language has."
    return Opinion(points=options.points, reason=reason, span=spans[0])
