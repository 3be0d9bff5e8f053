"""Makes a learner out of many samples at once."""

import random
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import add

from service.domain.policy import START
from workers.learning.learner import Learner
from workers.learning.model import POINTS, Seen, teach
from workers.learning.signs import sign_features

# What a learner knows depends a little on the order of its samples. An average of several hardly does.
ORDERS = 4
# Three times the average of the hearings would be their sum, which says everything twice.
_LOUDNESS = 1.2


@dataclass(frozen=True, slots=True)
class Sample:
    """A comment as the model sees it, and whether it is spam."""

    seen: Seen
    spam: bool


def trained(samples: Sequence[Sample], *, orders: Iterable[int] = range(ORDERS)) -> Learner:
    """The average of learners that heard the samples in different orders and each in its way; the same for the same
    samples.

    Who hears everything at once learns little of words where the checks have said it already, and is lost where they
    say nothing. So some hear no checks, and some no words.
    """
    learner = Learner()
    weights = variances = array("d", bytes(8 * len(learner.weights)))
    heard = 0
    for order in orders:
        for hearing in (_everything, _no_checks, _no_words):
            one = _heard([replace(sample, seen=hearing(sample.seen)) for sample in samples], heard + 100 * order)
            weights = array("d", map(add, weights, one.weights))
            variances = array("d", map(add, variances, one.variances))
            heard += 1
    learner.weights = array("f", (_LOUDNESS * total / heard for total in weights))
    learner.variances = array("f", (total / heard for total in variances))
    learner.version = len(samples)
    return learner


def _everything(seen: Seen) -> Seen:
    return seen


def _no_checks(seen: Seen) -> Seen:
    own = {name: amount for name, amount in seen.names.items() if not name.startswith("check:")}
    return replace(seen, signs=sign_features(own), offset=START / POINTS)


def _no_words(seen: Seen) -> Seen:
    return replace(seen, readings=[{}])


def _heard(samples: Sequence[Sample], order: int) -> Learner:
    shuffled = list(samples)
    random.Random(order).shuffle(shuffled)  # noqa: S311 - the same order each time is wanted
    learner = Learner()
    for number, one in enumerate(shuffled, 1):
        teach(learner, one.seen, spam=one.spam, version=number)
    return learner
