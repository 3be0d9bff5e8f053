"""What each check is worth, measured on labelled comments."""

from collections.abc import Sequence
from dataclasses import dataclass

from workers.evaluation import Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFigures:
    """One check that spoke against comments. Shares are between 0 and 1, and none where nothing can be said.

    `precision` is the share of spam among the comments it spoke against, `recall` its share of all spam, `ham_hit`
    of all ham; `mean_points` is what it gave where it spoke.
    """

    check: str
    spoke: int
    precision: float
    recall: float | None
    ham_hit: float | None
    mean_points: float


def check_figures(judged: Sequence[Judgement]) -> list[CheckFigures]:
    """The figures of every check that spoke against a comment, the best at finding spam first."""
    names = {name for one in judged for name, points in one.by_check.items() if points > 0}
    return sorted((_figures(name, judged) for name in names), key=lambda one: (-(one.recall or 0.0), one.check))


def _figures(name: str, judged: Sequence[Judgement]) -> CheckFigures:
    hits = [one for one in judged if one.by_check.get(name, 0.0) > 0]
    spam = sum(one.scored.spam for one in hits)
    all_spam = sum(one.scored.spam for one in judged)
    all_ham = len(judged) - all_spam
    return CheckFigures(
        check=name,
        spoke=len(hits),
        precision=spam / len(hits),
        recall=spam / all_spam if all_spam else None,
        ham_hit=(len(hits) - spam) / all_ham if all_ham else None,
        mean_points=sum(one.by_check[name] for one in hits) / len(hits),
    )
