"""What the model says, as evidence beside that of the checks."""

from service.domain.policy import START
from service.domain.verdict import MODEL, Evidence
from workers.learning.learner import Learner
from workers.learning.model import Contribution, Seen, explain, place_of, points

MOST_SHOWN = 5
LEAST_SHOWN = 0.1
# What has no weight, or none to speak of, is no sign.
LEAST_COUNTED = 0.001
_DIGITS = 4
_LONGEST_NAME = 80
_START = f"−{-START:g}"


def model_evidence(learner: Learner, seen: Seen) -> tuple[Evidence, ...]:
    """The words and signs that brought most, the largest first, and one for the rest: together the model's points."""
    explained = explain(learner, seen)
    loud = sorted((one for one in explained if abs(one.points) >= LEAST_SHOWN), key=_largest_first)
    shown = [_evidence(one, learner, seen) for one in loud[:MOST_SHOWN]]
    rest = round(points(learner, seen) - sum(one.points for one in shown), _DIGITS)
    smaller = len([one for one in explained if abs(one.points) >= LEAST_COUNTED]) - len(shown)
    return *shown, Evidence(check=MODEL, points=rest, reason=_of_rest(smaller))


def start_evidence() -> Evidence:
    """What stands in the place of a model that nobody asked: 0 is the point of indifference without it too."""
    return Evidence(check=MODEL, points=START, reason="No model: every comment starts below 0, as most are honest.")


def _largest_first(one: Contribution) -> tuple[float, str]:
    return -abs(one.points), one.what


def _evidence(one: Contribution, learner: Learner, seen: Seen) -> Evidence:
    means = "spam" if one.points > 0 else "an honest comment"
    reason = f"Learned: {one.what[:_LONGEST_NAME]} is a sign of {means}."
    span = place_of(one.word, learner, seen) if one.word else None
    return Evidence(check=MODEL, points=round(one.points, _DIGITS), reason=reason, span=span)


def _of_rest(number: int) -> str:
    if number == 0:
        return f"Every comment starts with {_START}, as most are honest."
    signs = "1 smaller sign" if number == 1 else f"{number} smaller signs"
    return f"Learned: {signs}, and the {_START} that every comment starts with."
