"""For the commands that write into the home: comments, emails and keys are nobody else's to read."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

_OURS_ALONE = 0o077


@contextmanager
def private_files() -> Iterator[None]:
    """Whatever is made meanwhile, here or by a child, only this account can read, in an open home too."""
    before = os.umask(_OURS_ALONE)
    try:
        yield
    finally:
        os.umask(before)
