"""Our filter where moderators decide on one comment after the other, as `rejoinder judge --learn` has it."""

from collections.abc import Sequence

from benchmarks.filter.contenders import of_checks
from benchmarks.filter.corpora import Comment
from workers.learning.model import points, teach
from workers.learning.prior import prior


def errors(comments: Sequence[Comment]) -> list[bool]:
    """For each comment whether the filter was wrong about it, having learned from all before; it begins as shipped."""
    learner = prior()
    wrong = []
    for number, one in enumerate(comments, 1):
        wrong.append((points(learner, one.sample.seen) + of_checks(one) > 0) != one.spam)
        teach(learner, one.sample.seen, spam=one.spam, version=number)
    return wrong
