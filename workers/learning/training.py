"""Makes a learner out of many samples at once."""

import random
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from operator import add

from workers.learning.learner import Learner
from workers.learning.model import Seen, learn, without_checks, without_words
from workers.learning.signs import SEEN, sign_slot

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
    """A comment as the model sees it, and whether it is spam. `origin` is what it was found in, such as a file."""

    seen: Seen
    spam: bool
    origin: str = ""


def trained(samples: Sequence[Sample], *, orders: Iterable[int] = range(ORDERS)) -> Learner:
    """The average of learners that heard the samples in different orders; the same for the same samples.

    In each order one does not hear what the checks said, and one hears no words. All hear where each sample is from, so
    that the words of a place with much spam or none are not blamed or praised for it, and all forget that in the end.
    """
    samples = _placed(samples)
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
    for place in {_origin_slot(one) for one in samples}:
        learner.weights[place], learner.variances[place] = 0.0, 1.0
    learner.version = len(samples)
    return learner


def _placed(samples: Sequence[Sample]) -> list[Sample]:
    """The samples with short names for their origins. Where each origin has one label only, it would give that away, so
    that all are from one.
    """
    labels = {(one.origin, one.spam) for one in samples}
    origins = dict.fromkeys(one.origin for one in samples)
    told = len(labels) > len(origins)
    names = {origin: str(number if told else 0) for number, origin in enumerate(origins)}
    return [replace(one, origin=names[one.origin]) for one in samples]


def _origin_slot(one: Sample) -> int:
    return sign_slot(f"origin:{one.origin}")


def _heard(samples: Sequence[Sample], side: Side, *, seed: int) -> Learner:
    shuffled = list(samples)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - the same order each time is wanted
    learner = Learner()
    for number, one in enumerate(shuffled, 1):
        seen = side(one.seen)
        placed = replace(seen, signs={**seen.signs, _origin_slot(one): SEEN})
        learn(learner, placed, spam=one.spam, version=number)
    return learner
