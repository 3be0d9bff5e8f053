"""Work in a process of its own, so that the memory of what it imports goes with it."""

import os
import pickle
import sys
from collections.abc import Callable
from typing import TypeVar, cast

T = TypeVar("T")


def aside(work: Callable[[], T]) -> T:
    """What `work` returns or raises, made in a child process; it must be made of plain records."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(_made(work))
            sys.stdout.flush()
        finally:
            os._exit(0)  # whatever happened: never back to where the parent goes on
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        sent = pipe.read()
    os.waitpid(child, 0)
    made, error = pickle.loads(sent)  # noqa: S301 - from our own child
    if error is not None:
        raise error
    return cast("T", made)


def _made(work: Callable[[], object]) -> bytes:
    try:
        return pickle.dumps((work(), None))
    except BaseException as error:  # noqa: BLE001 - it is raised again where somebody can be told
        return pickle.dumps((None, error))
