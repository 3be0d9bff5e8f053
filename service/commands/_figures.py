"""The figures of `rejoinder evaluate`, for people."""

from collections.abc import Mapping

from workers.evaluation import Figures


def written(figures: Figures) -> str:
    """All figures, one idea a line."""
    split = figures.split
    caught = ", ".join(f"{_share(share)} at {_share(float(loss))}" for loss, share in figures.caught.items())
    return "\n".join(
        (
            f"Comments:     {figures.comments}",
            f"AUC:          {_number(figures.auc)}",
            f"Spam caught:  {caught} of the ham lost",
            f"{f'Above {split.threshold:.2f}:':<13} precision {_number(split.precision)}, "
            f"recall {_number(split.recall)}, "
            f"F1 {_number(split.f1)}, MCC {_number(split.mcc)}; {_share(split.ham_lost)} of the ham lost",
            f"Spam:         {_verdicts(figures.spam)}",
            f"Ham:          {_verdicts(figures.ham)}",
            f"Time:         {figures.median_ms:.2f} ms a comment (median), {figures.slowest_ms:.1f} ms the slowest",
        )
    )


def _verdicts(shares: Mapping[str, float | None]) -> str:
    return f"{_share(shares['approve'])} approved, {_share(shares['hold'])} held, {_share(shares['spam'])} marked spam"


def _number(number: float | None) -> str:
    return "-" if number is None else f"{number:.4f}"


def _share(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"
