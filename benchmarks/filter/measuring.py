"""Figures of filters over the folds of a split: means, as one fold weighs as much as the other."""

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from statistics import mean

from benchmarks.filter.contenders import Filter
from benchmarks.filter.corpora import Comment, without_known
from benchmarks.filter.splits import Fold, each_apart
from workers.learning.measures import Scored, auc, caught_at, limit, split_at

LOSS = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All between 0 and 1. `caught` is the spam above the limit that loses 1 % of the ham of the same fold, `honest`
    and `lost` are spam and ham above the limit that the other folds have set.
    """

    auc: float
    caught: float
    f1: float
    honest: float
    lost: float


def figures(known_to_new: Filter, splits: Sequence[Fold], *, repeated: bool = True) -> Figures:
    """The figures of a filter; without `repeated`, texts that it knows or has judged already are not counted."""
    found = [_scored(known_to_new, known, new if repeated else without_known(new, known)) for known, new in splits]
    honest = [split_at(one, _limit(others)) for one, others in each_apart(found)]
    return Figures(
        auc=mean(auc(one) or 0.0 for one in found),
        caught=mean(caught_at(one, ham_loss=LOSS) or 0.0 for one in found),
        f1=mean(split_at(one, 0.0).f1 or 0.0 for one in found),
        honest=mean(one.recall or 0.0 for one in honest),
        lost=mean(one.ham_lost or 0.0 for one in honest),
    )


def caught_perturbed(known_to_new: Filter, splits: Sequence[Fold], perturbed: Sequence[Comment]) -> tuple[float, float]:
    """How much perturbed spam, and perturbed ham, has more points than the limit that loses 1 % of the clean ham of the
    same place.
    """
    caught, lost = [], []
    for known, new in splits:
        places = {one.place for one in new}
        own = [one for one in perturbed if one.place in places]
        scored = _scored(known_to_new, known, [*new, *own])
        split = split_at(scored[len(new) :], _limit(scored[: len(new)]))
        caught.append(split.recall or 0.0)
        lost.append(split.ham_lost or 0.0)
    return mean(caught), mean(lost)


def over_seeds(measure: Callable[[int], Figures], seeds: Sequence[int]) -> tuple[Figures, Figures]:
    """The means over the seeds, and half of the distance between the lowest and the highest."""
    columns = list(zip(*(astuple(measure(seed)) for seed in seeds), strict=True))
    names = Figures.__slots__
    means = Figures(**{name: mean(column) for name, column in zip(names, columns, strict=True)})
    spread = {name: (max(column) - min(column)) / 2 for name, column in zip(names, columns, strict=True)}
    return means, Figures(**spread)


def _scored(known_to_new: Filter, known: Sequence[Comment], new: Sequence[Comment]) -> list[Scored]:
    return [Scored(points, one.spam) for points, one in zip(known_to_new(known, new), new, strict=True)]


def _limit(scored: Sequence[Scored]) -> float:
    found = limit(scored, ham_loss=LOSS)
    if found is None:
        raise SystemExit("a part of a corpus has no ham: nothing can be said of what is lost")
    return found
