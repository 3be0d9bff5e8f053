"""Makes a learner out of many samples at once."""

import random
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import add

from workers.learning.learner import Learner
from workers.learning.model import Seen, learn, without_checks, without_words

# What a learner knows depends a little on the order of its samples. An average of several hardly does.
ORDERS = 4
Side = Callable[[Seen], Seen]
# Half of the learners hear one side of each comment, half the other. With more that heard everything less was caught,
# above all of what was disguised.
_SIDES: tuple[Side, ...] = (without_checks, without_words)
# Each side says alone what both know, and together they would say it almost twice: 1 would be their average, 2 the sum.
_LOUDNESS = 0.8


@dataclass(frozen=True, slots=True)
class Sample:
    """A comment as the model sees it, and whether it is spam."""

    seen: Seen
    spam: bool


def trained(samples: Sequence[Sample], *, orders: Iterable[int] = range(ORDERS)) -> Learner:
    """The average of learners that heard the samples in different orders; the same for the same samples.

    In each order one does not hear what the checks said, and one hears no words.
    """
    learner = Learner()
    weights = variances = array("d", bytes(8 * len(learner.weights)))
    heard = 0
    for order in orders:
        for number, side in enumerate(_SIDES):
            one = _heard(samples, side, seed=len(_SIDES) * order + number)
            weights = array("d", map(add, weights, one.weights))
            variances = array("d", map(add, variances, one.variances))
            heard += 1
    learner.weights = array("f", (_LOUDNESS * total / heard for total in weights))
    learner.variances = array("f", (total / heard for total in variances))
    learner.version = len(samples)
    return learner


def _heard(samples: Sequence[Sample], side: Side, *, seed: int) -> Learner:
    shuffled = list(samples)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - the same order each time is wanted
    learner = Learner()
    for number, one in enumerate(shuffled, 1):
        learn(learner, side(one.seen), spam=one.spam, version=number)
    return learner
