"""Rejoinder as `make run` starts it, in the ways in which it is measured."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from urllib.parse import quote

from benchmarks import homes, seeding, stacks
from benchmarks.homes import Home, Limits
from benchmarks.load import Posts
from benchmarks.speed.contender import Contender

NAME = "Rejoinder"
LIMITED = f"{NAME}, with limits"
JUDGING = f"{NAME}, with limits, while a judge drains"
_DIFFERENT = 2_000
_PAGES = 50


def requests(home: Home, *, path: str) -> tuple[tuple[str, str], ...]:
    """Comments as wrk sends them to `path`."""
    return tuple((path, json.dumps(one)) for one in home.submissions(_DIFFERENT, pages=_PAGES))


@contextmanager
def standing(name: str, *, limits: Limits, works: tuple[str, ...] = ()) -> Iterator[Contender]:
    """Ours, where of the workers only `works` work, and only while it is measured."""
    with homes.home(limits=limits) as home, stacks.ours(home) as stack:
        stack.stop()
        yield contender(name, stack, works=works)


def contender(name: str, stack: stacks.Ours, *, works: tuple[str, ...] = ()) -> Contender:
    """A running stack as one of those that are compared."""
    home = stack.home
    return Contender(
        name=name,
        roots=(stack.root,),
        posts=Posts(url=home.url, requests=requests(home, path="/v1/sites/demo/comments"), status=202),
        stored=home.count,
        thread=lambda many: thread_url(home, seeding.thread(home, many)),
        meanwhile=partial(stack.working, *works),
    )


def thread_url(home: Home, page: str) -> str:
    """Where the thread of a page is read."""
    return f"{home.url}/v1/sites/demo/threads?page={quote(page, safe='')}"
