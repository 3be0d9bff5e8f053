"""Makes a learner out of many samples at once."""

import random
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import add

from workers.learning.learner import Learner
from workers.learning.model import Seen, teach

# What a learner knows depends a little on the order of its samples. The average of ten orders hardly does.
ORDERS = 10


@dataclass(frozen=True, slots=True)
class Sample:
    """A comment as the model sees it, and whether it is spam."""

    seen: Seen
    spam: bool


def trained(samples: Sequence[Sample], *, orders: Iterable[int] = range(ORDERS)) -> Learner:
    """The average of learners that heard the samples in different orders; the same for the same samples."""
    learner = Learner()
    weights = variances = array("d", bytes(8 * len(learner.weights)))
    heard = 0
    for order in orders:
        one = _heard(samples, order)
        weights, variances = array("d", map(add, weights, one.weights)), array("d", map(add, variances, one.variances))
        heard += 1
    learner.weights = array("f", (total / heard for total in weights))
    learner.variances = array("f", (total / heard for total in variances))
    learner.version = len(samples)
    return learner


def _heard(samples: Sequence[Sample], order: int) -> Learner:
    shuffled = list(samples)
    random.Random(order).shuffle(shuffled)  # noqa: S311 - the same order each time is wanted
    learner = Learner()
    for number, one in enumerate(shuffled, 1):
        teach(learner, one.seen, spam=one.spam, version=number)
    return learner
