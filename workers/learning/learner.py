"""A linear model that learns from one decision at a time: AROW, adaptive regularisation of weights."""

from array import array
from operator import mul

from workers.learning.features import BITS, Features

# How little a single sample may turn (AROW's r): small values learn fast, large ones distrust.
CALM = 1.0


class Learner:
    """Weights by slot, and for each how unsure the model is of it: a variance, 1 when it never saw the feature.

    `version` is whatever its owner counts decisions by. Both arrays hold 32-bit floats, so that a snapshot is exact.
    """

    def __init__(self) -> None:
        self.weights = array("f", bytes(4 << BITS))
        self.variances = array("f", [1.0]) * (1 << BITS)
        self.version = 0

    def copy(self) -> "Learner":
        """Another learner that knows the same."""
        other = Learner()
        other.weights, other.variances, other.version = self.weights[:], self.variances[:], self.version
        return other

    def margin(self, features: Features) -> float:
        """How much the features speak for spam (1 is sure) or for ham (-1)."""
        margin: float = sum(map(mul, map(self.weights.__getitem__, features), features.values()))
        return margin

    def learn(self, features: Features, *, spam: bool, offset: float, version: int) -> None:
        """Learn one decision. `offset` is the margin that others, the checks, have added already."""
        self.version = version
        sign = 1.0 if spam else -1.0
        missing = 1.0 - sign * (offset + self.margin(features))
        if missing <= 0:
            return
        weights, variances = self.weights, self.variances
        doubt = sum(variances[place] * amount * amount for place, amount in features.items())
        beta = 1.0 / (doubt + CALM)
        for place, amount in features.items():
            spread = variances[place] * amount
            weights[place] += sign * missing * beta * spread
            variances[place] -= beta * spread * spread
