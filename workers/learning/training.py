"""Makes a learner out of many samples at once."""

import random
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import add

from workers.learning.learner import Learner
from workers.learning.model import Seen, learn, sides, without_checks, without_words

# What a learner knows depends a little on the order of its samples. An average of several hardly does.
ORDERS = 4
Hearing = Callable[[Seen], tuple[Seen, ...]]
# What of a comment a learner hears.
_HEARINGS: tuple[Hearing, ...] = (sides, lambda seen: (without_checks(seen),), lambda seen: (without_words(seen),))
# Two of three know only one side of a comment, so that their average alone would be too quiet.
_LOUDNESS = 1.2


@dataclass(frozen=True, slots=True)
class Sample:
    """A comment as the model sees it, and whether it is spam."""

    seen: Seen
    spam: bool


def trained(samples: Sequence[Sample], *, orders: Iterable[int] = range(ORDERS)) -> Learner:
    """The average of learners that heard the samples in different orders; the same for the same samples.

    In each order one hears all sides, one not what the checks said, and one no words.
    """
    learner = Learner()
    weights = variances = array("d", bytes(8 * len(learner.weights)))
    heard = 0
    for order in orders:
        for number, hearing in enumerate(_HEARINGS):
            one = _heard(samples, hearing, seed=len(_HEARINGS) * order + number)
            weights = array("d", map(add, weights, one.weights))
            variances = array("d", map(add, variances, one.variances))
            heard += 1
    learner.weights = array("f", (_LOUDNESS * total / heard for total in weights))
    learner.variances = array("f", (total / heard for total in variances))
    learner.version = len(samples)
    return learner


def _heard(samples: Sequence[Sample], hearing: Hearing, *, seed: int) -> Learner:
    shuffled = list(samples)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - the same order each time is wanted
    learner = Learner()
    for number, one in enumerate(shuffled, 1):
        for side in hearing(one.seen):
            learn(learner, side, spam=one.spam, version=number)
    return learner
