"""Finds texts that were posted before, word for word."""

from dataclasses import dataclass

from service.domain.comment import Status, Submission
from service.domain.context import Context, Earlier
from service.domain.verdict import Opinion

BY_SAME_AUTHOR = 1.75
BY_OTHERS = 1.25
EACH_MORE = 0.75
MOST_POINTS = 4.0
OF_SPAM = 4.0
OF_MORE_SPAM = 5.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Texts under `shortest` characters ("Thanks!") are everybody's, unless one author repeats them on one page."""

    shortest: int = 20


def check(submission: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for copies among the site's recent comments, most for copies of known spam."""
    copies = list(context.earlier)
    if len(context.text.raw.strip()) < options.shortest:
        copies = [one for one in copies if one.same_author and one.page == submission.page]
    if not copies:
        return None
    spam = sum(one.status is Status.SPAM for one in copies)
    if spam:
        return Opinion(points=OF_MORE_SPAM if spam > 1 else OF_SPAM, reason=_spam_reason(spam))
    return _copies(copies)


def _spam_reason(copies: int) -> str:
    return f"The same text was marked spam {'once' if copies == 1 else f'{copies} times'} before."


def _copies(copies: list[Earlier]) -> Opinion:
    own = sum(one.same_author for one in copies)
    points = (BY_SAME_AUTHOR if own else BY_OTHERS) + EACH_MORE * (len(copies) - 1)
    whose = "the same author" if own else "other authors"
    times = "once" if len(copies) == 1 else f"{len(copies)} times"
    return Opinion(points=min(points, MOST_POINTS), reason=f"The same text was posted {times} before, by {whose}.")
