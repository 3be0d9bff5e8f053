"""The bare route: what the web server and Flask alone would take."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import stacks
from benchmarks.homes import Home
from benchmarks.load import Posts
from benchmarks.speed.contender import Contender
from benchmarks.speed.ours import requests

NAME = "bare Flask route"


@contextmanager
def bare(home: Home, *, thread: Path | None = None) -> Iterator[Contender]:
    """A route that takes the same comments as ours and forgets them, and gives the bytes of the file `thread`."""
    with stacks.bare(thread=thread) as stack:
        yield Contender(
            name=NAME,
            roots=(stack.root,),
            posts=Posts(url=stack.url, requests=requests(home, path="/accept")),
            stored=lambda: 0,
            thread=lambda _: f"{stack.url}/thread",
        )
