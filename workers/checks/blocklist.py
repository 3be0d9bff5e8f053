"""Finds the words that this site does not want."""

from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.text import normalise
from service.domain.verdict import Opinion
from workers.phrases import phrases, quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`words` (and phrases; `casin*` matches any ending) give `points` when text, name or web address holds one."""

    words: tuple[str, ...] = ()
    points: float = 5.0


def check(submission: Submission, context: Context, options: Options) -> Opinion | None:
    """Points when a listed word is there, however it was written."""
    if not options.words:
        return None
    wanted = phrases(options.words, literal=True)
    if found := wanted.found_in(context.text):
        return Opinion(points=options.points, reason=f"On this site's blocklist: {quoted(found)}.", span=found[0].span)
    if found := wanted.found_in(normalise(f"{submission.name}\n{submission.url}")):
        reason = f"The author's name or web address is on this site's blocklist: {quoted(found)}."
        return Opinion(points=options.points, reason=reason)
    return None
