"""How good points are at telling spam from ham, measured on comments of which somebody has said what they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt


@dataclass(frozen=True, slots=True)
class Scored:
    """The points of a comment, and whether it is spam."""

    points: float
    spam: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What becomes of spam and ham when everything above a limit counts as spam. None where nothing can be said."""

    threshold: float
    precision: float | None
    recall: float | None
    f1: float | None
    mcc: float | None
    ham_lost: float | None


def split_at(scored: Sequence[Scored], threshold: float) -> Split:
    """The measures when more points than `threshold` mean spam."""
    caught = sum(one.spam and one.points > threshold for one in scored)
    lost = sum(not one.spam and one.points > threshold for one in scored)
    missed = sum(one.spam for one in scored) - caught
    kept = len(scored) - caught - lost - missed
    return Split(
        threshold=threshold,
        precision=_share(caught, caught + lost),
        recall=_share(caught, caught + missed),
        f1=_share(2 * caught, 2 * caught + lost + missed),
        mcc=_share(
            caught * kept - lost * missed, sqrt((caught + lost) * (caught + missed) * (kept + lost) * (kept + missed))
        ),
        ham_lost=_share(lost, lost + kept),
    )


def auc(scored: Sequence[Scored]) -> float | None:
    """How often a spam comment has more points than a ham comment; equal points count half."""
    better, ham_below = 0.0, 0
    for spam, ham in _steps(scored):
        better += spam * (ham_below + ham / 2)
        ham_below += ham
    return _share(better, ham_below * (len(scored) - ham_below))


def limit(scored: Sequence[Scored], *, ham_loss: float) -> float | None:
    """The lowest threshold at which no more than this share of the ham is lost; none without ham."""
    ham = sorted((one.points for one in scored if not one.spam), reverse=True)
    return ham[min(int(ham_loss * len(ham)), len(ham) - 1)] if ham else None


def caught_at(scored: Sequence[Scored], *, ham_loss: float) -> float | None:
    """The share of the spam that is caught when so much of the ham may be lost."""
    threshold = limit(scored, ham_loss=ham_loss)
    return None if threshold is None else split_at(scored, threshold).recall


def precision_over_recall(scored: Sequence[Scored]) -> list[tuple[float, float]]:
    """Recall and precision at every possible threshold, from the highest on; nothing without spam."""
    spam = sum(one.spam for one in scored)
    if not spam:
        return []
    curve, caught, lost = [], 0, 0
    for more_spam, more_ham in reversed(list(_steps(scored))):
        caught, lost = caught + more_spam, lost + more_ham
        curve.append((caught / spam, caught / (caught + lost)))
    return curve


def _steps(scored: Sequence[Scored]) -> Iterator[tuple[int, int]]:
    """The numbers of spam and ham at each height of points, from the lowest on."""
    ordered = sorted(scored, key=lambda one: one.points)
    for _, group in groupby(ordered, key=lambda one: one.points):
        labels = [one.spam for one in group]
        yield sum(labels), len(labels) - sum(labels)


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
