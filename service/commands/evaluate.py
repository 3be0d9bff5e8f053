"""`rejoinder evaluate`: measure checks and a model on labelled comments."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from service.commands import _check_table, _plot
from service.commands._examples import examples
from service.commands._figures import written
from service.commands._models import model_option, opened
from service.commands._sample_files import FILE, judgements_on
from workers.check_figures import check_figures
from workers.evaluation import Judgement, figures
from workers.learning.learner import Learner
from workers.learning.measures import limit
from workers.plugins import load_checks

# The share of honest comments that a threshold from a file gives up.
_LOSS = 0.01


@click.command(
    short_help="Measure how well spam is told from ham.",
    epilog=examples(
        "rejoinder evaluate decided.jsonl     what a fresh installation makes of them",
        "rejoinder evaluate --model site.model later.jsonl",
        "rejoinder evaluate --model site.model --threshold-from may.jsonl june.jsonl",
        "rejoinder evaluate --model none decided.jsonl     the checks alone",
        "rejoinder evaluate --checks decided.jsonl     each check by itself",
        "rejoinder evaluate --model site.model --plot out.png later.jsonl",
    ),
)
@model_option
@click.option("--threshold-from", type=FILE, help="Labelled comments: the threshold loses 1 % of their ham.")
@click.option("--checks", "by_check", is_flag=True, help="What each check is worth, instead of all together.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option(
    "--plot",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="A PNG to draw: the points of spam and ham, and precision over recall. Needs matplotlib.",
)
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE...")
def command(
    model: str | None,
    threshold_from: Path | None,
    plot: Path | None,
    files: tuple[Path, ...],
    *,
    by_check: bool,
    as_json: bool,
) -> None:
    """Measure how well the checks and a model tell spam from ham in labelled comments.

    A line is a comment as `rejoinder judge` takes it, with "label": "ham" or "spam". Choose comments that the model has
    not learned from. Precision, recall, F1 and MCC take more than 0 points for spam, or more than the threshold that
    --threshold-from finds. The verdicts are those of the built-in policy.

    --checks prints a row for each check that spoke against a comment: how many of those are spam (precision), its share
    of all spam (recall) and of all ham, and the points it gave.
    """
    learner = opened(model)
    if plot is not None:
        _plot.require()
    threshold = 0.0 if threshold_from is None else _threshold(threshold_from, learner)
    judged = judgements_on(files, learner)
    if by_check:
        _tell_checks(judged, as_json=as_json)
    else:
        found = figures(judged, threshold=threshold)
        click.echo(json.dumps(asdict(found)) if as_json else written(found))
    if plot is not None:
        _plot.draw([one.scored for one in judged], threshold=threshold, out=plot)


def _tell_checks(judged: Sequence[Judgement], *, as_json: bool) -> None:
    found = check_figures(judged)
    if as_json:
        click.echo(json.dumps({"checks": [asdict(one) for one in found]}))
    else:
        _check_table.shown(found, known=load_checks())


def _threshold(file: Path, learner: Learner | None) -> float:
    threshold = limit([one.scored for one in judgements_on([file], learner)], ham_loss=_LOSS)
    if threshold is None:
        raise click.BadParameter(f"there is no ham in {file}", param_hint="--threshold-from")
    return threshold
