"""`rejoinder doctor`: what is well, what is not, and what to do."""

from collections.abc import Iterator
from contextlib import closing

import click
from redis import Redis
from rich.console import Console
from rich.text import Text

from service.commands import _settings
from service.commands._examinations import EXAMINATIONS, Finding, State, database
from service.commands._examples import examples
from service.redis_client import web_client
from service.services import build as build_services
from workers.runtime import Runtime, build

_MARKS = {State.WELL: ("ok", "green"), State.WATCH: ("look", "yellow"), State.BROKEN: ("BROKEN", "bold red")}


@click.command(short_help="Say what is well, and how to mend the rest.", epilog=examples("rejoinder doctor"))
def command() -> None:
    """Look at everything that Rejoinder needs, and say in a line each what is well and how to mend the rest.

    Changes nothing and sends nothing to subscribers. Publishers try their sign-in, as `rejoinder publisher test` does,
    and judges their keys, as `rejoinder judges test` does.
    The exit status is 1 when something is broken.
    """
    settings = _settings.load()
    with closing(build_services(settings)) as services, web_client(settings.redis_url) as redis:
        runtime = build(services)
        found = list(_examined(runtime, redis))
    _print(found)
    if any(one.state is State.BROKEN for one in found):
        raise SystemExit(1)


def _examined(runtime: Runtime, redis: Redis) -> Iterator[Finding]:
    for examine in EXAMINATIONS:
        findings = list(examine(runtime, redis))
        yield from findings
        if examine is database and any(one.state is State.BROKEN for one in findings):
            return  # the rest would only repeat it


def _print(findings: list[Finding]) -> None:
    console = Console(soft_wrap=True, highlight=False)
    width = max(len(one.part) for one in findings)
    for one in findings:
        mark, style = _MARKS[one.state]
        mend = f". {one.mend}" if one.mend else ""
        console.print(Text.assemble((f"{mark:<6}", style), f"  {one.part:<{width}}  {one.told}{mend}"))
