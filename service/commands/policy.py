"""`rejoinder policy`: try a policy before it decides anything."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

from service import services as composition
from service.commands import _database, _scoring, _settings
from service.commands._examples import examples
from service.commands._models import opened
from service.commands._policy_files import policy_in
from service.commands._progress import shown
from service.commands._sample_files import FILE, labelled_in
from service.commands._trial import Deciders, Report, print_report, report_json
from service.domain.policy import Policy
from service.domain.sample import Label
from service.domain.site import Site
from service.services import Services
from service.usecases import recall
from workers.lines import LineJudge
from workers.plugins import load_checks
from workers.trial import Bench, Costs, Trial, Tried, try_on

_SHOWN = 20
_COST = click.FloatRange(min=0)


@click.group()
def command() -> None:
    """Try policies."""


@command.command(
    "try",
    short_help="Replay a policy over what moderators decided.",
    epilog=examples(
        "rejoinder policy try strict.toml",
        "rejoinder policy try rejoinder.toml --policy strict --site blog --since 2026-09-01",
        "rejoinder policy try strict.toml --samples decided.jsonl     without a database",
    ),
)
@click.argument("file", type=FILE)
@click.option("--policy", "name", metavar="NAME", help="Which policy of FILE. Default: `default`, or the only one.")
@click.option("--site", "site", metavar="NAME", help="Only this site's decisions. Default: those of every site.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Only comments received from this day on (UTC).",
)
@click.option("--samples", type=FILE, help="Labelled comments as JSON lines, instead of the decisions in the database.")
@click.option("--all", "everything", is_flag=True, help=f"Every comment that would change, not the first {_SHOWN}.")
@click.option("--json", "as_json", is_flag=True, help="Print it all as JSON.")
@click.option("--ham-lost", type=_COST, default=Costs().ham_lost, show_default=True, help="Cost of ham as spam.")
@click.option("--ham-held", type=_COST, default=Costs().ham_held, show_default=True, help="Cost of ham held.")
@click.option(
    "--spam-published", type=_COST, default=Costs().spam_published, show_default=True, help="Cost of spam approved."
)
@click.option("--spam-held", type=_COST, default=Costs().spam_held, show_default=True, help="Cost of spam held.")
def try_policy(
    file: Path,
    name: str | None,
    site: str | None,
    since: datetime | None,
    samples: Path | None,
    *,
    everything: bool,
    as_json: bool,
    **costs: float,
) -> None:
    """Replay the policy in FILE over what moderators decided, beside the live one. Nothing is changed.

    FILE has [policies.NAME] tables as in rejoinder.toml. A comment that moderators approved is ham, and one that they
    marked as spam is spam; what they rejected or undid says nothing. The checks run again, with the comments that had
    come before; the learned model's evidence is the one of then. With --samples the built-in policy stands for the
    live one, and the model that Rejoinder comes with is heard.
    """
    policy = policy_in(file, name)
    if samples is not None:
        trial = Trial(tried=list(_tried_on_samples(samples, policy)))
    else:
        trial = _tried_on_decisions(policy, site, since and since.replace(tzinfo=UTC))
    if not trial.tried:
        raise click.ClickException(_nothing(trial.left_out))
    report = Report(
        policy=policy.name,
        deciders=Deciders.MODERATORS if samples is None else Deciders.SAMPLES,
        trial=trial,
        costs=Costs(**costs),
    )
    if as_json:
        click.echo(json.dumps(report_json(report)))
    else:
        print_report(report, most=None if everything else _SHOWN)


def _tried_on_samples(file: Path, policy: Policy) -> Iterator[Tried]:
    learner = opened(None)
    live, bench = (LineJudge(_scoring.scorer(one), one, learner=learner) for one in (Policy(), policy))
    for comment in labelled_in(file):
        yield Tried(
            id=comment.identity,
            page=comment.submission.page,
            label=Label.SPAM if comment.spam else Label.HAM,
            live=live.judged(comment).verdict,
            tried=bench.judged(comment).verdict,
        )


def _tried_on_decisions(policy: Policy, site: str | None, since: datetime | None) -> Trial:
    settings = _settings.load()
    _database.require_schema(settings)
    tried: list[Tried] = []
    left_out: Counter[str] = Counter()
    with closing(composition.build(settings)) as services:
        sites = [services.site(site)] if site else list(settings.sites.values())
        for one in sites:
            ids = shown(recall.decided(services, one, since=since), f"Judging {one.name}")
            tried += _tried_on_site(services, one, policy, ids, left_out)
    return Trial(tried=tried, left_out=left_out)


def _tried_on_site(
    services: Services, site: Site, policy: Policy, ids: Iterable[str], left_out: Counter[str]
) -> Iterator[Tried]:
    local = tuple(load_checks())
    live, bench = (Bench(policy=one, scorer=_scoring.scorer(one)) for one in (site.policy, policy))
    for comment in ids:
        found = recall.recall(services, site, comment)
        if isinstance(found, recall.Recalled):
            yield try_on(found.case, label=found.label, live=live, bench=bench, local=local)
        elif found is not None:
            left_out[found] += 1


def _nothing(left_out: Counter[str]) -> str:
    told = "".join(f" {count} could not be replayed: {why}." for why, count in left_out.items())
    return f"No comment here was approved or marked as spam by a moderator, so there is nothing to try it on.{told}"
