"""`rejoinder judge`: judge comments from a file, without a server."""

import json
import sys
from pathlib import Path

import click

from service.commands import _scoring
from service.commands._examples import examples
from service.commands._models import model_option, opened
from service.commands._policy_files import DEFAULT, policies_in
from service.domain.policy import Policy
from workers.learning.learner import Learner
from workers.lines import LineJudge, judge_lines


@click.command(
    epilog=examples(
        "rejoinder judge < comments.jsonl > verdicts.jsonl",
        "rejoinder judge --policy strict.toml < in.jsonl",
        "rejoinder judge --model site.model < in.jsonl",
        "rejoinder judge --model none < in.jsonl     the checks alone",
        "rejoinder judge --learn < decided.jsonl     how it would have learned",
    )
)
@click.option(
    "--policy",
    "policy_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file with a [policies.default] table to judge by, instead of the built-in policy.",
)
@model_option
@click.option("--learn", is_flag=True, help="After judging a line, learn from its label.")
def command(policy_file: Path | None, model: str | None, *, learn: bool) -> None:
    """Judge one comment a line, as JSON, from standard input.

    Keys that are used: id text author author_url email url page timestamp label. Each line of the output is
    {"id", "points", "verdict", "evidence"}, in the order of the input, and is judged by itself. A line that cannot be
    read gives {"id", "error"}; the others are judged all the same, and the exit status is 1. What breaks a check is
    printed to standard error.

    With --learn the model learns from each line whose label is "ham" or "spam", after it has judged the line; the file
    of the model stays as it is. With --model none it starts knowing nothing.
    """
    policy = policies_in(policy_file).get(DEFAULT, Policy()) if policy_file else Policy()
    failed = False
    learner = opened(model) or (Learner() if learn else None)
    judge = LineJudge(_scoring.scorer(policy), policy, learner=learner)
    for judged in judge_lines(sys.stdin.buffer, judge=judge, learn=learn):
        failed = failed or "error" in judged
        print(json.dumps(judged), flush=True)
    if failed:
        raise SystemExit(1)
