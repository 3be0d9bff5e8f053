"""Measures how good checks and model are at labelled comments."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter

from service.domain.verdict import Evidence, Outcome
from workers.learning.measures import Scored, Split, auc, caught_at, split_at
from workers.lines import LineJudge
from workers.samples import Numbered, Reader

# Shares of the ham that one may be ready to lose.
LOSSES = (0.001, 0.005, 0.01)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The points and verdict on one labelled comment, the seconds that it took, and the points by check."""

    scored: Scored
    outcome: Outcome
    seconds: float
    by_check: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What came out. Shares are between 0 and 1, and none where nothing can be said.

    `caught` is the share of the spam by the share of the ham lost; `spam` and `ham` are shares by verdict.
    """

    comments: int
    auc: float | None
    caught: dict[str, float | None]
    split: Split
    spam: dict[str, float | None]
    ham: dict[str, float | None]
    median_ms: float
    slowest_ms: float


def judgements(lines: Iterable[Numbered], *, reader: Reader, judge: LineJudge) -> list[Judgement]:
    """All labelled comments in these lines, judged one by one."""
    found = []
    for one in lines:
        began = perf_counter()
        if comment := reader.labelled(one):
            verdict = judge.judged(comment).verdict
            scored = Scored(verdict.points, comment.spam)
            seconds = perf_counter() - began
            found.append(Judgement(scored, verdict.outcome, seconds, _by_check(verdict.evidence)))
    return found


def _by_check(evidence: Iterable[Evidence]) -> dict[str, float]:
    points: dict[str, float] = {}
    for one in evidence:
        points[one.check] = points.get(one.check, 0.0) + one.points
    return points


def figures(judged: Sequence[Judgement], *, threshold: float) -> Figures:
    """All figures of at least one judgement; more points than `threshold` mean spam."""
    scored = [one.scored for one in judged]
    milliseconds = [1000 * one.seconds for one in judged]
    return Figures(
        comments=len(judged),
        auc=auc(scored),
        caught={str(loss): caught_at(scored, ham_loss=loss) for loss in LOSSES},
        split=split_at(scored, threshold),
        spam=_shares([one.outcome for one in judged if one.scored.spam]),
        ham=_shares([one.outcome for one in judged if not one.scored.spam]),
        median_ms=median(milliseconds),
        slowest_ms=max(milliseconds),
    )


def _shares(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    counts = Counter(outcomes)
    return {one.value: counts[one] / len(outcomes) if outcomes else None for one in Outcome}
